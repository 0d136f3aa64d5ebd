"""The people of the made-up year, by their roles: the numbers stand in the community files, and are example numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gateway.demo import rates

_RESIDENTS = "+254711{:06}"
"""The numbers of residents, counted from 1 through all zones of both communities."""


@dataclass(frozen=True)
class Cast:
    """The people of one community. `tenants` and `landlords` are its coordinators; the second one keeps the money."""

    key: str
    code: str
    short_code: str
    tenants: str
    landlords: str
    focal: str
    oversight: str
    police: tuple[str, ...]
    leader: str | None = None
    deputy: str | None = None
    patrol: Mapping[str, str] = field(default_factory=dict)
    youth: tuple[str, ...] = ()
    second_treasurer: str | None = None

    @property
    def coordinators(self) -> tuple[str, str]:
        """The two coordinators."""
        return self.tenants, self.landlords

    def responders(self, zone: str) -> tuple[str, ...]:
        """Return who goes to a zone, the nearest first."""
        patrol = (self.patrol.get(zone), self.leader, self.deputy)
        return (*(phone for phone in patrol if phone is not None), *self.coordinators)


def _phone(tail: int) -> str:
    return f"+254700000{tail}"


MLANGO_KUBWA = Cast(
    "mlango-kubwa",
    "*384*77#",
    "22384",
    tenants=_phone(121),
    landlords=_phone(122),
    focal=_phone(141),
    oversight=_phone(151),
    police=(_phone(131), _phone(134), _phone(132), _phone(133)),
    leader=_phone(101),
    deputy=_phone(102),
    patrol={
        "bondeni": _phone(111),
        "river": _phone(111),
        "kiamutisya": _phone(112),
        "school": _phone(112),
        "juja-road": _phone(113),
        "market": _phone(113),
    },
    youth=(_phone(161), _phone(162)),
    second_treasurer=_phone(123),
)
KAWANGWARE = Cast(
    "kawangware",
    "*384*78#",
    "22385",
    tenants=_phone(222),
    landlords=_phone(221),
    focal=_phone(241),
    oversight=_phone(251),
    police=(_phone(231), _phone(232), _phone(233)),
)
CASTS = {cast.key: cast for cast in (MLANGO_KUBWA, KAWANGWARE)}
"""The two communities by their keys."""


def resident(community: str, zone: str, number: int) -> str:
    """Return the phone of a resident: a zone has so many, counted from 0."""
    zones = [(key, one) for key, zones in rates.ZONES.items() for one in zones]
    return _RESIDENTS.format(1 + zones.index((community, zone)) * rates.RESIDENTS_OF_ZONE + number)
