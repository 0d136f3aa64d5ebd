"""Private help and complaints of the made-up year: only the helper and oversight learn of them."""

from gateway.demo import said
from gateway.demo.cast import CASTS, resident
from gateway.demo.plan import PlannedIncident
from gateway.demo.street import minutes
from gateway.demo.world import World
from menus.domain.categories import Category


def begin(world: World, planned: PlannedIncident) -> None:
    """Let somebody ask for private help, or complain; whoever may know of it answers and ends it."""
    cast = CASTS[planned.community]
    caller = resident(planned.community, planned.zone, planned.callers[0])
    kind = str(1 + planned.callers[0] % 3)
    is_private = planned.category is Category.ABUSE_CHILD
    known = cast.focal if is_private else cast.oversight
    before = len(world.told[known])
    world.dials(caller, cast.code, *(("7", kind, "1") if is_private else ("9", kind, "1", "1")))
    world.work()
    reference = next((found for told in world.told[known][before:] if (found := said.reference(told))), None)
    if reference is None:
        return
    world.after(minutes(planned.patrol), lambda: world.texts(known, f"1 {reference}", cast.short_code))
    end = "4 {} over" if is_private else "CLOSE {} settled"
    world.after(minutes(60 * 24 * 3), lambda: world.confirms(known, end.format(reference), cast.short_code))
