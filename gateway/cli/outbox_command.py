"""`doria outbox`: the messages by lane and state, what waits and why, and what failed."""

from collections import Counter
from collections.abc import Iterator, Mapping

import click

from gateway.cli import moments
from gateway.cli.choice import COMMUNITY, SINCE, choose
from gateway.cli.printing import say, say_json
from gateway.cli.shared import AS_JSON, DATA, answered, services_of
from gateway.incidents import delivery_figures, stats
from gateway.incidents.delivery_figures import DeliveryFigures
from gateway.messaging import delays


@click.command()
@AS_JSON
@SINCE
@COMMUNITY
@DATA
@answered
def outbox(as_json: bool, since: str | None, community_key: str | None, data: str | None) -> None:  # noqa: FBT001 - click calls by name
    """Show messages by state and lane, the oldest due, what waits or failed, and why."""
    services = services_of(data)
    choice = choose(services, since, community_key)
    with services.reading() as session:
        now = services.clock()
        counts = stats.outbox(session, now, since=choice.since, community_id=choice.community_id)
        figures = delivery_figures.read(session, now, choice.community_id)
        waits = [
            delay
            for delay in delays.delays(session, now, since=choice.since)
            if choice.community_id in {None, delay.community_id}
        ]
    waiting: Counter[str] = Counter()
    for delay in waits:
        waiting[delay.cause] += delay.number
    lanes: dict[str, dict[str, int]] = {}
    for (lane, state), number in sorted(counts.messages.items()):
        lanes.setdefault(lane, {})[state] = number
    dropped = {delays.said(waited_for): number for waited_for, number in counts.dropped.items()}
    found = {
        "lanes": lanes,
        "oldest_due_seconds": round(counts.oldest_due, 1),
        "oldest_due_seconds_by_lane": {one.lane: round(one.oldest_due, 1) for one in figures.lanes},
        "failed_lately_by_cause": {cause or "unknown": number for cause, number in figures.failures.items()},
        "failed_lately_by_kind": figures.kinds,
        "failed_tries_lately_by_provider": figures.providers,
        "failed": counts.failures,
        "retrying": counts.retries,
        "possibly_twice": counts.twice,
        "waiting": waiting,
        "for_money": counts.for_money,
        "dropped": dropped,
        "kept_back": counts.kept_back,
    }
    if as_json:
        say_json(found)
        return
    for lane, states in lanes.items():
        say(f"{lane:<7} " + "  ".join(f"{state} {number}" for state, number in states.items()))
    say(f"oldest due: {counts.oldest_due:.0f} s")
    for delay in waits:
        zone = choice.zone(delay.community_id)
        until = f" until {moments.shown(delay.until, zone)[11:]}" if delay.ends_quiet else ""
        say(f"waits: {delay.number} x {delay.cause}{until}")
    for line in (*_reasons(counts, dropped), *_lately(figures)):
        say(line)


def _lately(figures: DeliveryFigures) -> Iterator[str]:
    """Yield the lines about the last day, as the desk shows them of what its readers may know of."""
    for one in figures.lanes:
        if one.oldest_due:
            yield f"oldest due on the lane {one.lane}: {one.oldest_due:.0f} s"
    for kind, number in figures.kinds.items():
        yield f"given up in the last day: {number} x {kind}"
    for name, number in figures.providers.items():
        yield f"tries that failed in the last day: {number} by {name}"


def _reasons(counts: stats.Outbox, dropped: Mapping[str, int]) -> Iterator[str]:
    """Yield the lines about texts that wait for money, were kept back or dropped, failed, or came twice."""
    if counts.for_money:
        yield f"for money: {counts.for_money} texts wait for money: top up the account"
    for stage, number in counts.kept_back.items():
        yield f"kept back: {number} x by the stage {stage} of the community; they are never sent"
    for cause, number in dropped.items():
        yield f"dropped: {number} x too old, after it waited: {cause}"
    for reason, number in counts.failures.items():
        yield f"failed: {number} x {reason}"
    for reason, number in counts.retries.items():
        yield f"tried again: {number} x {reason}"
    if counts.twice:
        yield f"possibly twice: {counts.twice}"
