"""Youth groups for the tests: two leads in the example community, and hazards that residents report."""

from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.storage.models import Task
from tests.people import CODE, COORDINATOR, RESIDENT
from tests.town import Town, reference_in

YOUTH, OTHER_YOUTH, RIVER_YOUTH = ("+254700000" + tail for tail in ("161", "162", "163"))
"""The leads of three youth groups: the first two of every zone, the third of the river side alone."""


def with_youth(*, river: bool = False) -> str:
    """Return the example file with the leads of two youth groups, or with a third one of the river side."""
    leads = [(YOUTH, "en", ""), (OTHER_YOUTH, "sw", "")]
    leads += [(RIVER_YOUTH, "en", 'zones = ["river"]\n')] if river else []
    people = "".join(
        f'[[people]]\nname = "Youth lead {number} (example)"\nphone = "{phone}"\nroles = ["youth-lead"]\n'
        f'language = "{language}"\n{zones}\n'
        for number, (phone, language, zones) in enumerate(leads)
    )
    return load_example("mlango-kubwa").replace("[[shifts]]", people + "[[shifts]]", 1)


def hazard(town: Town, phone: str, zone: str = "river") -> str:
    """Dial and report a hazard without fire; return its reference."""
    place = [known.key for known in town.community.zones].index(zone) + 1
    return reference_in(town.dials(phone, CODE, "8", str(place), "2"))


def task_in(text: str) -> str:
    """Return the number of the task that a text names."""
    found = [word.strip(".,:;") for word in text.split()]
    return next(word for word in found if word[0] == "T" and word[1:].isdecimal())


def made(town: Town, *references: str, words: str = "lamps at river side") -> str:
    """Let a coordinator make a task of hazards, and return its number."""
    return task_in(town.texts(COORDINATOR, f"TASK {' '.join(references)} {words}"))


def tasks(town: Town) -> list[Task]:
    """Return every task."""
    with town.services.reading() as session:
        return list(session.scalars(select(Task)))


def my_report(town: Town, phone: str = RESIDENT) -> str:
    """Return the page of the newest report of a phone, under My reports."""
    return town.dials(phone, CODE, "0", "1", "1")
