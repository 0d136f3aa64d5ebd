"""A town in which giving is open: its file, the decision that it rests on, and the phones of its people."""

from gateway.association import decisions
from gateway.association.giving import givers
from gateway.communities.file import load_example
from tests.town import Town

TREASURER, COORDINATOR, OVERSIGHT = "+254700000122", "+254700000121", "+254700000151"
GIVER, STRANGER = "+254711000021", "+254711000022"
GIVING = """
[giving]
decision = "D12"
decided_on = 2026-03-12
month = 50
bands = [{ upto = 4, amount = 300 }, { upto = 9, amount = 700 }, { amount = 1500 }]
headings = { tea = { sw = "chai", en = "tea" }, torches = { sw = "tochi", en = "torches" } }
stipend_cap = 2000

[[giving.accounts]]
kind = "mpesa"
number = "123456"
custodian = "+254700000122"
"""
"""What the association of the example has decided about giving."""


def file_of(giving: str = GIVING) -> str:
    """Return the example's file with a table of giving; residents read English first."""
    return load_example("mlango-kubwa").replace('["sw", "en"]', '["en", "sw"]') + giving


def without_treasurer() -> str:
    """Return the example's file, in which nobody keeps money."""
    return file_of("").replace('["coordinator", "treasurer"]', '["coordinator"]')


def decide(town: Town, number: int = 12, words: str = "50 a month") -> None:
    """Write a decision of the association down."""
    with town.services.uow() as uow:
        decisions.write_down(uow, town.record(), words, by=None, number=number)


def open_giving(town: Town, giving: str = GIVING) -> None:
    """Open giving in a town: write its decision down, then load the file that names it."""
    decide(town)
    town.loads(file_of(giving))


def linked(town: Town, phone: str) -> str:
    """Return the number of a giver who has linked a phone."""
    with town.services.uow() as uow:
        return givers.link(uow, town.record(), phone, "en").number
