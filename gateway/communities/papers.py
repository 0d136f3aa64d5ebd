"""Papers of a community file: what a new file is refused for, and what it is advised."""

from collections.abc import Iterator
from datetime import datetime

from gateway.communities.file_parts import Finding
from menus.domain import local_days, mode_in_force
from menus.domain import papers as rules
from menus.domain.community import Community, Mode
from menus.domain.papers import bear_mode
from menus.domain.roles import Role
from menus.domain.said import Said

_OWNERS = frozenset({"landlord", "absent"})
_SIDES = {"tenant": "tenants", "landlord": "landlords"}


def findings(community: Community) -> Iterator[Finding]:
    """Yield (path, message) for each level whose reports would reach nobody once the papers have ended.

    Of a level whose ladder calls patrols alone, what is left is the ladder of a file without one: somebody must have
    its role. Only a new file is refused: a stored one goes on.
    """
    if community.mode is Mode.REFER_ONLY or not bear_mode(community.papers):
        return
    for ladder in mode_in_force.unanswered(community):
        roles = ", ".join(sorted({role.value for step in ladder.steps for role in step.notify}))
        message = (
            "without a valid certificate none answers for {level} reports; accepted: somebody with the role {role}, or "
            "a ladder of that level that calls others than patrols"
        )
        yield ("papers",), Said(message, level=ladder.level.value, role=roles)


def advice(community: Community, now: datetime) -> Iterator[str]:
    """Yield a warning for papers that let nobody patrol at a moment (aware), and for coordinators of one side alone."""
    day = local_days.today(community, now)
    if community.mode is Mode.PATROL and not rules.let_patrol(community.papers, day):
        yield (
            "papers: no certificate is valid today; until one is, Doria sends no patrol and refers every report. Add "
            "the new certificate, or its new `to`"
        )
    for place, paper in enumerate(community.papers):
        if not paper.kind.bears_mode and paper.has_ended(day):
            yield f"papers[{place}]: the {paper.kind.value} ended on {paper.ends}. Renew it, or take it out"
    yield from seats(community)


def seats(community: Community) -> Iterator[str]:
    """Yield a warning if all coordinators whose tenure is known are tenants, or all are landlords."""
    known = [person.tenure for person in community.having((Role.COORDINATOR,))]
    sides = {"landlord" if tenure in _OWNERS else tenure for tenure in known}
    side = _SIDES.get(next(iter(sides)) or "") if len(sides) == 1 else None
    if side is not None:
        others = next(other for other in _SIDES.values() if other != side)
        yield (
            f"people: all coordinators are {side}; {others} have no seat, and nothing that wants two sides can be "
            f"agreed. Add a coordinator of the {others}"
        )
