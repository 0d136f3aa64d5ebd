"""One USSD hop: recomputed from the whole transcript, kept from the second key on, filed when the caller sends."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from gateway.carrier.payloads import UssdHop
from gateway.communities.directory import Town
from gateway.core.unit_of_work import Unit, UnitMaker
from gateway.incidents import opening
from gateway.intake import drafts, filing, limits, probe_filing, questions
from gateway.storage.database import must_begin_again
from gateway.storage.models import DraftRow, Report
from gateway.storage.sealing import Keyring
from gateway.ussd.memory import UNSURE, Remembered, UssdMemory
from menus.domain.categories import Category
from menus.domain.draft import Draft
from menus.ussd import flow
from menus.ussd.screen import Screen


@dataclass(frozen=True)
class Desk:
    """What a hop works with: `drop_after` a silent session has dropped, `most` reports an hour one caller may send.

    What is dialled from `sink` is a heartbeat: it goes the whole way, and alerts nobody.
    """

    units: UnitMaker
    reading: Callable[[], AbstractContextManager[Session]]
    now: Callable[[], datetime]
    memory: UssdMemory
    keyring: Keyring
    drop_after: timedelta
    most: int
    sink: str | None = None


@dataclass(frozen=True)
class _Caller:
    """Who dials, and what the session began with."""

    hop: UssdHop
    session_key: bytes
    hashed: bytes
    offer: DraftRow | None

    def stands(self, draft: Draft) -> drafts.Hop:
        """Return where the caller stands with a draft."""
        continues = self.offer.id if self.offer is not None else None
        return drafts.Hop(self.session_key, self.hashed, self.hop.phone, len(self.hop.text), draft, continues)

    def has_come(self, turn: flow.Turn) -> drafts.Hop:
        """Return where the caller stands by a turn, and what they have left behind."""
        at = self.stands(turn.draft)
        return replace(at, passed=None if turn.keeps else turn.passed, is_turned_away=turn.is_turned_away)


@dataclass(frozen=True)
class Looked:
    """What a hop leads to, as far as its transcript and Redis tell."""

    town: Town
    hop: UssdHop
    session_key: bytes
    hashed: bytes
    known: Remembered
    scene: flow.Scene
    turn: flow.Turn

    @property
    def screen(self) -> Screen | None:
        """The page, where nothing has to be asked of the database or written down; None where something has."""
        is_bare = self.known.offer is None and self.turn.effect is None
        return self.turn.screen if is_bare and not _is_kept(self.turn, has_offer=False) else None


def look(desk: Desk, town: Town, hop: UssdHop) -> Looked:
    """Return what a hop leads to, before the database is asked."""
    community = town.community
    hashed = desk.keyring.phone(hop.phone)
    key = desk.keyring.session(hop.session_id, hop.phone)
    known = desk.memory.hop(key, hashed, len(hop.text))
    language = known.language if known.language in community.languages else community.language
    today = desk.now().astimezone(community.timezone).date()
    scene = flow.Scene(community, language, known.cuts, today=today)
    if _is_torn(known, hop.text):
        # Where a typed place ended is not known: the database may tell.
        return Looked(town, hop, key, hashed, replace(known, offer=UNSURE), scene, flow.advance(scene, ""))
    return Looked(town, hop, key, hashed, known, scene, flow.advance(scene, hop.text))


def dial(desk: Desk, looked: Looked) -> Screen:
    """Return the page that answers a hop; the same hop again gives the same page and files nothing twice."""
    try:
        return _dial(desk, looked)
    except IntegrityError:
        # The same hop at the same moment has won: what it wrote is now there to be found.
        return _dial(desk, looked)
    except OperationalError as error:
        if not must_begin_again(error):
            raise
        return _dial(desk, looked)


def _dial(desk: Desk, looked: Looked) -> Screen:
    town, hop, key = looked.town, looked.hop, looked.session_key
    caller = _Caller(hop, key, looked.hashed, _offer(desk, town, looked.known, hop, key, looked.hashed))
    scene = replace(looked.scene, cuts=_cuts(desk, looked.known, hop.text, key))
    if caller.offer is not None:
        scene = replace(scene, offer=drafts.as_offer(caller.offer, scene.language))
    turn = flow.advance(scene, hop.text)
    if turn.effect is flow.Load.REPORTS:
        with desk.reading() as session:
            scene = replace(scene, reports=questions.reports_of(session, town, looked.hashed, key))
        turn = flow.advance(scene, hop.text)
    return _act(desk, town, caller, scene, turn)


def _is_torn(known: Remembered, text: str) -> bool:
    """Tell whether Redis has lost the beginning of a session in which something was typed."""
    return (known.cuts is None or known.cuts[0] > 0) and not flow.is_keys(text)


def _cuts(desk: Desk, known: Remembered, text: str, session_key: bytes) -> tuple[int, ...] | None:
    """Return where hops ended; where Redis has lost the beginning, the draft that is kept tells where a place ended."""
    if not _is_torn(known, text):
        return known.cuts
    with desk.reading() as session:
        typed = drafts.typed_in(session, session_key)
    for place in typed:
        start = text.find(f"*{place}")
        end = start + 1 + len(place)
        if place and start >= 0 and text[end : end + 1] in {"", "*"}:
            return tuple(sorted({start, end, *(cut for cut in known.cuts or () if cut >= end)}))
    return known.cuts


def _act(desk: Desk, town: Town, caller: _Caller, scene: flow.Scene, turn: flow.Turn) -> Screen:
    """Do what a turn asks for, and return the page it leads to."""
    effect = turn.effect
    if isinstance(effect, flow.File):
        with desk.units() as unit:
            return _file(desk, unit, town, caller, scene, effect.draft)
    screen = turn.screen
    if screen is None:
        message = "the flow gave neither a page nor a report"
        raise RuntimeError(message)
    if isinstance(effect, flow.Remember):
        desk.memory.remember_language(caller.hashed, effect.language)
    elif isinstance(effect, flow.Forget):
        with desk.units() as unit:
            offer = caller.offer if effect.is_offer else None
            reference = drafts.forget(
                unit,
                town,
                caller.session_key,
                offer,
                is_cancelled=not screen.is_open,
                continued=caller.offer if turn.draft.continues else None,
            )
        if reference is not None and not screen.is_open:
            return flow.withdrawn(scene, turn.draft, reference)
    elif isinstance(effect, flow.Answer):
        with desk.units() as unit:
            questions.answer(unit, town, caller.hashed, caller.session_key, effect)
    elif caller.hop.phone != desk.sink and _is_kept(turn, has_offer=caller.offer is not None):
        with desk.units() as unit:
            drafts.keep(unit, town, caller.has_come(turn), desk.drop_after)
    return screen


def _is_kept(turn: flow.Turn, *, has_offer: bool) -> bool:
    """Tell whether a turn changes what is kept of a session.

    From the second key of a report on it does, and where a caller turns from one to something else.
    """
    return (
        turn.keeps
        or turn.passed is not None
        or turn.is_turned_away
        or (has_offer and not drafts.is_storable(turn.draft))
    )


def _file(desk: Desk, unit: Unit, town: Town, caller: _Caller, scene: flow.Scene, draft: Draft) -> Screen:
    if caller.hop.phone == desk.sink:
        probe_filing.file(unit, town, caller.session_key, caller.hop.phone)
        return flow.filed(scene, draft, probe_filing.REFERENCE)
    known = filing.already_filed(unit, caller.session_key)
    if known is not None and _is_shut(known, draft):
        # A session files once: a post that would make something else of it files nothing, and shows nothing of it.
        return flow.refused(scene, draft)
    how: opening.Filing | None = opening.SENT
    if known is None:
        how = limits.judge(unit, caller.hashed, draft, desk.most)
    if how is None:
        drafts.forget_both(unit, caller.stands(draft))
        return flow.limited(scene, draft)
    source = opening.Source("ussd", caller.hop.phone, caller.session_key)
    filed = filing.file(unit, town, draft, source, how, known)
    if drafts.is_storable(draft):
        drafts.settle(unit, town, caller.stands(draft), filed.report_id)
    else:
        drafts.forget_both(unit, caller.stands(draft))
    return flow.held(scene, draft, filed.reference) if filed.is_held else flow.filed(scene, draft, filed.reference)


def _is_shut(known: Report, draft: Draft) -> bool:
    """Tell whether a session that has filed may not send this: a private matter and an open one never share a session.

    What was sent on for it unconfirmed is left behind by a private matter.
    """
    was_private, is_private = known.category == Category.ABUSE_CHILD, draft.category is Category.ABUSE_CHILD
    return was_private != is_private and (was_private or not known.unconfirmed)


def _offer(
    desk: Desk, town: Town, known: Remembered, hop: UssdHop, session_key: bytes, hashed: bytes
) -> DraftRow | None:
    """Return the draft that the session began with an offer of; asked of the database only where Redis cannot tell."""
    if known.offer is None:
        return None
    with desk.reading() as session:
        if known.offer != UNSURE:
            return session.get(DraftRow, known.offer)
        row = drafts.offered_to(session, session_key)
        if row is None and hop.text == "":
            # Keys dialled behind the code were meant for the main page: only a bare dial begins with an offer.
            row = drafts.offered(session, town, session_key, hashed, desk.now() - drafts.OFFERED_FOR)
    if row is None:
        desk.memory.remember_offer(session_key, None)
        return None
    if row.offered_to != session_key:
        with desk.units() as unit:
            row = drafts.offer(unit, row.id, session_key)
    desk.memory.remember_offer(session_key, row.id)
    return row
