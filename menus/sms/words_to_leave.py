"""Words that people typed, as they may leave by SMS: names, numbers and what could hurt somebody are crossed out."""

from collections.abc import Sequence

from menus.domain.community import Community
from menus.domain.incident_outcomes import IncidentOutcome
from menus.text import course_codes, gsm7, harm, long_numbers, outcome_words, private_health, redaction

_RELAYED_WHOLE = 80
"""The septets of room that every text with relayed words has."""


def fit_to_leave(community: Community, said: str) -> str:
    """Return typed words as they may leave by SMS: all numbers and names, the writer's or a suspect's, crossed out."""
    return _without_people(community, said)


def place_to_leave(community: Community, place: str) -> str:
    """Return a typed place as it may leave by SMS. It may be `Mama Njeri`, who sells vegetables there."""
    return _without_people(community, place, is_place=True)


def fit_for_strangers(community: Community, said: str) -> str:
    """Return a responder's or a coordinator's words as a resident may read them.

    Only words of the vocabulary stay. Calls for violence, and words that tell who reported or where a suspect
    lives, are crossed out.
    """
    safe = harm.without_harm(gsm7.plain(said), redaction.CROSSED_OUT)
    return redaction.only_known(fit_to_leave(community, safe), community)


def outcome_of(community: Community, said: str) -> IncidentOutcome | None:
    """Return the outcome that the words of a closing mean, if they say nothing else, or if strangers may not read all.

    None lets a reporter read the words themselves.
    """
    whole = outcome_words.outcome_of(said, whole=True)
    if whole is not None or fit_for_strangers(community, said) == gsm7.plain(said):
        return whole
    return outcome_words.outcome_of(said, whole=False)


def _without_people(community: Community, said: str, *, is_place: bool = False) -> str:
    # Numbers come first: the words of a spelled number are no names.
    said = long_numbers.without_long_numbers(gsm7.plain(said), community.country)
    said = private_health.without_private_health(said, redaction.CROSSED_OUT)
    said = course_codes.without_codes(said, redaction.CROSSED_OUT)
    return redaction.without_names(said, community, is_place=is_place)


def fit_to_relay(community: Community, said: str, first: Sequence[str] = ()) -> str:
    """Return a resident's further words as they may be relayed, with shorter numbers crossed out too.

    If the text is too long to be read in full, the words in `first` come before it.
    """
    relayed = redaction.without_six_digits(fit_to_leave(community, said))
    if gsm7.septets(relayed) > _RELAYED_WHOLE and first:
        return f"({', '.join(first)}) {relayed}"
    return relayed
