"""PATROLS, AGREE and REFUSE of a request for patrols, and the answer of the police (`1 A30514`)."""

from gateway.association.patrol_requests import asking, requests, reviews
from gateway.association.patrol_requests.asking import Blocked, Nobody, Tied
from gateway.association.patrol_requests.figures import Compared, Review
from gateway.association.patrol_requests.requests import Outcome
from gateway.sms.association.command import AssociationCommand, Commands
from gateway.sms.reading import Said
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import PatrolRequest
from menus.domain import local_days
from menus.domain import patrol_requests as rules
from menus.domain.handover import Told
from menus.domain.lettered import is_valid
from menus.domain.patrol_requests import RequestState
from menus.domain.roles import POLICE_ROLES, Role
from menus.domain.small_cells import SMALLEST
from menus.sms import bare_words, patrol_forms, patrol_wording
from menus.sms.association_verbs import AssociationVerb
from menus.sms.matter_forms import read_police_answer, read_request
from menus.sms.patrol_forms import Fault, PatrolsForm, Wanted, read_patrols
from menus.text.names import Text
from menus.text.readable import readable


def ask(sender: Sender, form: PatrolsForm) -> Reply | None:
    """Ask for patrols, or review a request that is named; None if the words name no zone."""
    if form.number is not None:
        return _review(sender, form.number)
    today = local_days.today(sender.record.community, sender.uow.now)
    wanted = patrol_forms.wanted(sender.record.community, form, today)
    match wanted:
        case None:
            return None
        case Fault.WORDS:
            return sender.reply(Text.PATROLS_WORDS)
        case Fault.DAYS:
            return sender.reply(Text.PATROLS_DAYS)
        case Wanted():
            return _asked(sender, wanted)


def _asked(sender: Sender, wanted: Wanted) -> Reply:
    made = asking.ask(sender.uow, sender.record, sender.person, wanted)
    where = patrol_wording.zone(sender.record.community, sender.person.language, wanted.zone.key)
    match made:
        case Blocked(oldest):
            return sender.reply(Text.PATROLS_BLOCKED, where=where, request=oldest)
        case Nobody():
            return sender.reply(Text.PATROLS_NOBODY)
        case Tied():
            return sender.reply(Text.PATROLS_TIED, where=where)
        case PatrolRequest():
            told = requests.told(made)
            values = patrol_wording.values_of(sender.record.community, sender.person.language, told)
            return sender.reply(Text.PATROLS_ASKED, **values)


def agree(sender: Sender, number: str) -> Reply:
    """Agree to a request of somebody of another tenure: it goes to the police."""
    row = _found(sender, number)
    if isinstance(row, Reply):
        return row
    return _decided(sender, row, requests.agree(sender.uow, sender.record, sender.person, row), Text.PATROLS_SENT)


def refuse(sender: Sender, number: str) -> Reply:
    """Refuse a request, or take back one's own."""
    row = _found(sender, number)
    if isinstance(row, Reply):
        return row
    return _decided(sender, row, requests.refuse(sender.uow, sender.record, sender.person, row), Text.PATROLS_REFUSED)


def answer_of_police(sender: Sender, said: Said) -> Reply | None:
    """Take the answer of a police contact to a request. With its letter it is never an answer to an incident."""
    words = [word for word, _ in bare_words.words_of(readable(said.text))]
    found = read_police_answer(words)
    if found is None:
        return None
    number, is_yes = found
    row = _found(sender, number)
    if isinstance(row, Reply):
        return row
    if sender.person.roles.isdisjoint(POLICE_ROLES) or not row.state.is_sent:
        return _asked_again(sender, row) or sender.reply(Text.PATROLS_UNKNOWN, request=number)
    requests.answer(sender.uow, sender.record, sender.person, row, is_yes=is_yes)
    return sender.reply(Text.PATROLS_THANKS, request=number)


def _asked_again(sender: Sender, row: PatrolRequest) -> Reply | None:
    """Return the question whether to agree, for one of those whom it waits for; None for all others.

    They may write yes or no: their commands have other words, which stand in the question.
    """
    record, asker = sender.record, sender.record.person(row.asked_by)
    if (
        row.state is not RequestState.ASKED
        or asker is None
        or rules.has_lapsed(row.state, row.asked_at, sender.uow.now)
    ):
        return None
    if sender.person.phone not in requests.approvers(sender.uow.session, record, row, asker):
        return None
    language = sender.person.language
    values = patrol_wording.values_of(record.community, language, requests.told(row))
    return sender.reply(Text.PATROLS_AGREE, **values, tenure=patrol_wording.tenure(language, asker.tenure))


def _decided(sender: Sender, row: PatrolRequest, outcome: Outcome, done: Text) -> Reply:
    name = {Outcome.DONE: done, Outcome.NOT_YOURS: Text.PATROLS_NOT_YOURS, Outcome.OVER: Text.PATROLS_OVER}[outcome]
    return sender.reply(name, request=row.number)


def _review(sender: Sender, number: str) -> Reply:
    row = _found(sender, number)
    if isinstance(row, Reply):
        return row
    if requests.is_tied_to_zone(sender.record, sender.person, row):
        where = patrol_wording.zone(sender.record.community, sender.person.language, row.zone)
        return sender.reply(Text.PATROLS_TIED, where=where)
    review = reviews.review(sender.uow, sender.record, sender.person, row)
    if review is None:
        due = rules.review_due_on(row.last_day)
        return sender.reply(Text.PATROLS_NOT_DUE, request=number, day=f"{due:%d/%m}")
    values = patrol_wording.values_of(sender.record.community, sender.person.language, requests.told(row))
    return sender.reply(Text.PATROLS_REVIEW, request=number, where=values["where"], **_figures(review))


def _figures(review: Review) -> dict[str, str]:
    return {
        "incidents": _pair(review.incidents),
        "calls": _pair(review.calls),
        "complaints": " / ".join(map(_step, (review.complaints.before, review.complaints.since))),
    }


def _pair(compared: Compared) -> str:
    return " / ".join(f"<{SMALLEST}" if one is None else str(one) for one in (compared.before, compared.since))


def _step(told: Told | None) -> str:
    return f"<{SMALLEST}" if told is None else f"{told.least}-{told.most}"


def _found(sender: Sender, number: str) -> PatrolRequest | Reply:
    """Return the request with a number. One that its reader is out of is answered as an unknown one."""
    row = requests.find(sender.uow.session, sender.record, number) if is_valid(number) else None
    if row is not None and requests.may_know(sender.uow.session, sender.record, sender.person, row):
        return row
    return sender.reply(Text.PATROLS_UNKNOWN, request=number)


COMMANDS: Commands = {
    AssociationVerb.PATROLS: AssociationCommand(frozenset({Role.COORDINATOR}), read_patrols, ask),
    AssociationVerb.AGREE: AssociationCommand(rules.OFFICERS, read_request, agree),
    AssociationVerb.REFUSE: AssociationCommand(rules.OFFICERS, read_request, refuse),
}
"""The commands about requests for patrols."""
