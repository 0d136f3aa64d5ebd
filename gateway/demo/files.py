"""The community files of the made-up year: the two examples of Doria, with what a whole year needs beside."""

import re
from datetime import date, timedelta
from importlib import resources

from gateway.communities import file

_TENANTS, _LANDLORDS = 'tenure = "tenant"', 'tenure = "landlord"'
_CERTIFIED_FOR = timedelta(days=730)


def of(key: str, begins: date, *, decided: date | None = None) -> str:
    """Return the file of a community for a year that begins on a day; with `decided`, giving was decided then."""
    text = file.load_example(key)
    # The examples were checked in another year: nobody has checked a number in the future.
    text = re.sub(r"verified_on = \d{4}-\d\d-\d\d", f"verified_on = {begins}", text)
    text = re.sub(r"\[\[barazas\]\]\n(?:.+\n)+\n", "", text)
    if key != "mlango-kubwa":
        return text
    text = _at_home(text, "Coordinator, tenants (example)", _TENANTS, "one")
    text = _at_home(text, "Coordinator, landlords (example)", _LANDLORDS, "three")
    ends = begins + _CERTIFIED_FOR
    text += _added("mlango-kubwa").replace("{begins}", str(begins)).replace("{ends}", str(ends))
    return text if decided is None else text + _added("giving").replace("{decided}", str(decided))


def _added(name: str) -> str:
    return resources.files("gateway").joinpath("demo", "additions", f"{name}.toml").read_text(encoding="utf-8")


def _at_home(text: str, name: str, tenure: str, household: str) -> str:
    """Return a file that also says in which household somebody lives: two of one household never agree on money."""
    before, named, after = text.partition(name)
    return before + named + after.replace(tenure, f'{tenure}\nhousehold = "{household}"', 1)
