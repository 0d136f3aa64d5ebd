"""Forms of commands that are told: a text that begins with a command of its sender, in no form of it, is answered so.

Until then nothing of it has counted: its words are no answer to an alert. Words that suggest a report are kept as one.
"""

from gateway.sms.association.obeying import SUBJECTS
from gateway.sms.sender import Reply, Sender
from menus.domain.roles import CARE_ROLES, Role
from menus.sms import verb_forms
from menus.sms.association_verbs import AssociationVerb
from menus.sms.verb_forms import AnyVerb
from menus.sms.verbs import Verb
from menus.text.names import Text

_STEERS = frozenset({Role.COORDINATOR, Role.OVERSIGHT})
_ALL = frozenset(Role)
ROLES: dict[Verb, frozenset[Role]] = {
    Verb.NOTE: _ALL,
    Verb.ERASE: CARE_ROLES | {Role.COORDINATOR},
    **dict.fromkeys(
        (Verb.LIST, Verb.SHOW, Verb.MORE, Verb.WHO, Verb.LOOKS, Verb.MENU, Verb.DESK, Verb.NOT_ME), _STEERS
    ),
    **dict.fromkeys((Verb.POLICE, Verb.JOIN, Verb.SPLIT, Verb.LOWER, Verb.CAME, Verb.HAND_OVER), _STEERS),
}
"""The roles whose texts are none but the command where they begin with one of these verbs.

Each other verb takes any words behind it, or is an answer itself. Patrollers also write `polisi wamefika` and
`more men`: from them such words stay their own.
"""


def held(roles: frozenset[Role]) -> frozenset[AnyVerb]:
    """Return the commands of some roles. A youth lead's DONE is an answer to an alert, too."""
    own = {verb for verb, having in ROLES.items() if having & roles}
    of_association = {
        verb
        for subject in SUBJECTS
        for verb, command in subject.items()
        if command.roles & roles and verb is not AssociationVerb.DONE
    }
    return frozenset({*own, *of_association})


def told(sender: Sender, text: str) -> Reply | None:
    """Return the reply that tells the form of the command that a text begins with; None if it begins with none."""
    found = verb_forms.begun(text, held(sender.person.roles))
    if found is None or found.verb is Verb.MORE:
        # `zaidi` begins too many sentences: whoever writes it does not ask for the next page.
        return None
    if sender.is_coordinator and verb_forms.says_station(found):
        return sender.reply(Text.STATION_HOW)
    own = verb_forms.TEXTS.get(found.verb)
    if own is not None:
        return sender.reply(own)
    return sender.reply(Text.SAY_MORE, example=verb_forms.example(found, sender.person.language))
