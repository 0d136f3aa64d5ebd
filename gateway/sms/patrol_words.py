"""News in a patroller's own words: `wamekimbia`, `2 are hurt`, `send ambulance`. Coordinators read it at once.

Such words answer nothing and suggest no crime. Without this, a patroller at the scene would read that they were not
understood, and nobody would learn of it.
"""

from collections.abc import Sequence

from gateway.incidents import access, whereabouts
from gateway.sms import notes, own_words
from gateway.sms.reading import Said
from gateway.sms.sender import Reply, Sender, ask_which
from gateway.storage.models import Incident
from menus.domain import shifts
from menus.domain.categories import Category
from menus.domain.references import is_valid
from menus.domain.roles import PATROL_ROLES
from menus.sms.answer_words import NUMBERS_BESIDE_A_REFERENCE
from menus.sms.verbs import Verb, verb_of
from menus.text import gsm7, lexicon, news_words

_FEWEST = 2
"""The fewest words of news without a reference. One word is too little to know which incident it means."""


def news_of_patrol(sender: Sender, said: Said) -> Reply | None:
    """Keep news as a note of the one incident that it can mean, and tell the coordinators; else return None.

    Words behind a reference are a note in any case: see `people.words_of_incident`.
    """
    text = said.text
    if (
        not _is_no_command(sender, said)
        or not sender.person.roles & PATROL_ROLES
        or own_words.may_be_private(sender, text)
    ):
        return None
    named = [word for word in (word.strip(".,:;!?()") for word in text.split()) if is_valid(word)]
    first, words = text.split()[0].strip(".,:;!").upper(), _words(text)
    if first in named or verb_of(first) in {Verb.STOP, Verb.CANCEL} or not words:
        return None
    if len(words) < _FEWEST and not news_words.is_news_of_patrol(" ".join(words)):
        return None
    incident = _named(sender, named) if named else scene_of(sender, text) or _only_one(sender, text)
    if incident is None:
        return None if named else _of_several(sender, text)
    if incident.level.has_circle:
        return None
    notes.keep_news(sender, incident, text)
    return notes.kept(sender, incident)


def _of_several(sender: Sender, text: str) -> Reply | None:
    """Pass on news that may be of any of several incidents, and ask which one it is: somebody may be hurt."""
    if not _is_mere_news(sender, text):
        return None
    mine = access.open_for(sender.uow.session, sender.record, sender.person)
    if len(mine) <= 1:
        return None
    notes.pass_on_unnamed(sender, text)
    return ask_which(sender, mine)


def scene_of(sender: Sender, text: str) -> Incident | None:
    """Return the one open incident that the sender goes to or is at, if their words may tell of it.

    Words that name another zone, accuse patrol or police, are private or tell of a fire elsewhere are a matter of
    their own. So is anything from a number that proves no patroller.
    """
    if sender.route.may_be_forged or not sender.person.roles & PATROL_ROLES:
        return None
    zones = sender.record.community.zones
    hint = lexicon.hint(text, zones)
    if not hint.words or hint.is_private or lexicon.mentions_authority(text):
        return None
    scenes = whereabouts.scenes_of(sender.uow.session, sender.record, sender.person)
    if len(scenes) != 1 or scenes[0].level.has_circle:
        return None
    (scene,) = scenes
    is_elsewhere = None not in {hint.zone, scene.zone} and hint.zone != scene.zone
    is_fire = hint.category is Category.FIRE_HAZARD and scene.category is not Category.FIRE_HAZARD
    return None if is_elsewhere or is_fire else scene


def news_behind_a_verb(sender: Sender, text: str) -> Reply | None:
    """Keep words such as `4 men with guns` as a note of the incident that the sender is at; None if there is none."""
    scene = None if own_words.may_be_private(sender, text) else scene_of(sender, text)
    if scene is None:
        return None
    notes.keep_news(sender, scene, text)
    return notes.kept(sender, scene)


def _is_no_command(sender: Sender, said: Said) -> bool:
    """Return whether a text is no command. `send ambulance` from somebody who sends no teams asks for one."""
    command = said.command
    if command.verb is not Verb.SEND or command.reference is not None or sender.is_coordinator:
        return command.verb is None
    return not shifts.team_of(sender.record.community, gsm7.plain(command.rest))


def _words(text: str) -> list[str]:
    """Return the words of a text without numbers: `1 moja mbili` tells nothing."""
    words = [word.strip(".,:;!?()") for word in text.split()]
    return [word for word in words if word.upper() not in NUMBERS_BESIDE_A_REFERENCE and not word.isdigit() and word]


def _named(sender: Sender, references: Sequence[str]) -> Incident | None:
    """Return the open incident whose reference stands in the words, whatever they tell; None if they name several."""
    if len(set(references)) > 1:
        return None
    incident = access.find(sender.uow.session, sender.record, sender.person, references[0])
    return incident if incident is not None and incident.status.is_live else None


def _only_one(sender: Sender, text: str) -> Incident | None:
    """Return the only open incident of the sender, if the words are news of it and suggest no other report.

    An ordinary number that anybody can write to proves no patroller.
    """
    if not _is_mere_news(sender, text):
        return None
    mine = access.open_for(sender.uow.session, sender.record, sender.person)
    return mine[0] if len(mine) == 1 else None


def _is_mere_news(sender: Sender, text: str) -> bool:
    """Return whether words are news of an incident, and suggest no report of their own."""
    if sender.route.may_be_forged or len(text.split()) < _FEWEST or not news_words.is_news_of_patrol(text):
        return False
    hint = lexicon.hint(text, sender.record.community.zones)
    return not hint.words or news_words.asks_where_help_is(text)
