"""A community speaks a third language. It was added as `.docs/languages.md` says, without a line of Python."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gateway.cli import doctor
from gateway.communities.file import CommunityFileError, load_example, read
from menus.sms import language_check
from menus.text import detect_language, languages
from menus.text.catalog import read as texts_of
from menus.text.names import Text
from tests import third_language
from tests.people import CODE, KILLING, LEADER, OTHER, RESIDENT, small
from tests.third_language import COMMANDS
from tests.town import Town, reference_in

XX = third_language.CODE
FILE = small(load_example("mlango-kubwa")).replace('languages = ["sw"]', f'languages = ["{XX}", "en"]')
FILE = FILE.replace('language = "sw"', f'language = "{XX}"')


@pytest.fixture(scope="module", autouse=True)
def added(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("locales")
    third_language.write(folder)
    languages.look_in(folder)
    yield
    languages.look_in()


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    return new_town(FILE)


def test_every_page_and_text_of_the_language_is_made_and_fits() -> None:
    assert language_check.faults(XX) == ()
    assert read(FILE).languages == (XX, "en")


def test_a_report_is_dialled_and_an_alert_answered_in_the_language(town: Town) -> None:
    page = town.dials(RESIDENT, CODE, *KILLING)
    reference = reference_in(page)
    assert page == "END " + town.said(Text.FILED_MAJOR, to=RESIDENT, language=XX, reference=reference)
    assert town.inbox(LEADER) == [town.alert_to(LEADER, reference)]
    assert town.language(LEADER) == XX
    answer = town.texts(LEADER, f"{COMMANDS['go']} {reference}")
    assert answer == town.said(Text.GOING, to=LEADER, reference=reference)
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"


def test_a_resident_changes_from_the_language_to_the_next_and_back(town: Town) -> None:
    assert town.is_a(town.dials(RESIDENT, CODE), Text.MAIN, language=XX)
    assert town.is_a(town.dials(RESIDENT, CODE, "0", "6"), Text.MAIN, language="en")
    assert town.is_a(town.dials(RESIDENT, CODE, "0", "6"), Text.MAIN, language=XX)


def test_who_writes_in_the_language_is_answered_in_it(town: Town) -> None:
    assert detect_language.guess(f"{third_language.SMALL} 12", ("en", XX)) == XX
    assert detect_language.guess("they are at the stage", (XX, "en")) == "en"
    assert town.texts(OTHER, COMMANDS["stop"]) == town.said(Text.STOPPED, to=OTHER, language=XX)
    assert town.texts(RESIDENT, "please STOP now") == town.said(Text.STOPPED, to=RESIDENT, language="en")


def test_a_file_with_half_a_language_is_refused_and_says_what_is_missing(tmp_path: Path) -> None:
    texts = texts_of("en")
    del texts["sms.going"]
    texts["sms.closed"] = "{short}"
    third_language.write(tmp_path, "xy", texts)
    languages.look_in(tmp_path)
    with pytest.raises(CommunityFileError) as refused:
        read(FILE.replace(XX, "xy"))
    found = [str(fault) for fault in refused.value.faults]
    assert len(found) == 2
    assert all(fault.startswith("line 9: community.languages[0]: 'xy' cannot be used yet") for fault in found)
    assert any("missing: sms.going" in fault for fault in found)
    assert any("sms.closed: its placeholders" in fault for fault in found)


def test_a_file_with_a_language_that_is_not_there_says_which_are() -> None:
    languages.look_in()
    with pytest.raises(CommunityFileError, match=r"here are en, sw"):
        read(FILE.replace(XX, "qq"))


def test_a_community_whose_language_is_lost_or_torn_is_still_served(
    new_town: Callable[..., Town], tmp_path: Path
) -> None:
    texts = texts_of("en")
    del texts["filed.major"]
    texts["sms.going"] = "{gone}"
    third_language.write(tmp_path, "xz", texts | {"main": "{short} 1 2 3"})
    languages.look_in(tmp_path)
    town = new_town(FILE.replace(XX, "xz"))
    page = town.dials(RESIDENT, CODE, *KILLING)
    assert town.is_a(page, Text.FILED_MAJOR, language="en")
    answer = town.texts(LEADER, f"1 {reference_in(page)}")
    assert answer == town.said(Text.GOING, to=LEADER, language="en", reference=reference_in(page))
    assert town.dials(OTHER, CODE) == "CON MLATA 1 2 3"
    assert "filed.major" in spoken(town).say
    # A process finds its languages when it starts, and remembers its pages.
    languages.look_in()
    town.services.remake("ussd")
    assert town.is_a(town.dials(OTHER, CODE), Text.MAIN, language="en")
    assert "xz has no folder" in spoken(town).say


def spoken(town: Town) -> doctor.Finding:
    return next(one for one in doctor.examine(town.services) if one.name == "languages" and not one.is_ok)
