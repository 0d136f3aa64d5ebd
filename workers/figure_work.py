"""The work behind the jobs of what can be learned: it may take long, so the threads of a worker do it."""

from gateway.core.unit_of_work import UnitOfWork
from gateway.insight import drawings, kept, police_answers, rise_texts
from workers.in_process import current_services, timed


def draw(row_id: int) -> None:
    """Draw the figures that a row asks for."""
    services = current_services()
    studio = drawings.Studio(services.do, services.reading, services.directory, services.clock, services.plotter)
    with timed("figures"):
        drawings.draw(studio, row_id, services.policy.currency)


def count(row_id: int) -> None:
    """Count the figures that a row asks for."""
    services = current_services()
    counter = kept.Counter(services.do, services.reading, services.directory, services.clock)
    with timed("figures"):
        kept.count(counter, row_id)


def tell_of_police_answers(community_id: int) -> None:
    """Look whether nearly all answers of the police come from one contact, and tell the coordinators of it."""
    services = current_services()
    record = services.directory.find(community_id)
    if record is None:
        return
    with timed("police-answers"), services.reading() as session:
        found = police_answers.alarms(session, record, services.clock())
    services.directory.look()
    services.do(lambda uow: police_answers.tell(uow, services.directory, found))


def tell_of_rises(community_id: int) -> None:
    """Look at the last weeks of a community, and tell its coordinators of rises."""
    services = current_services()
    record = services.directory.find(community_id)
    if record is None:
        return
    with timed("rises"), services.reading() as session:
        found = rise_texts.find(session, record, services.clock())

    def tell(uow: UnitOfWork) -> None:
        # Whoever has come to be tied to something meanwhile must not read of it: the next look tells it without.
        now = services.directory.find(community_id)
        if now is not None and (now.version, now.interests) == (record.version, record.interests):
            rise_texts.tell(uow, now, found)

    services.directory.look()
    services.do(tell)
