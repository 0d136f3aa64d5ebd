"""A report on its way: what a caller has said so far."""

from dataclasses import dataclass

from menus.rules.categories import Category, Harm


@dataclass(frozen=True)
class Draft:
    """What a caller has said so far.

    `place` is typed text kept verbatim, `guess` the zone it may mean, `subject` whom a complaint is about; `continues`
    says that it takes up what an earlier session broke off.
    """

    language: str
    category: Category | None = None
    harm: Harm | None = None
    zone: str | None = None
    place: str = ""
    guess: str | None = None
    callback: bool = False
    subject: str = ""
    detail: str = ""
    continues: bool = False
