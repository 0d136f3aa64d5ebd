"""Stories of reading by SMS: LIST, REF and MORE, and WHO, as a coordinator with a basic phone uses them."""

from collections.abc import Callable

import pytest

from gateway.communities.file import load_example
from menus.domain.categories import Category
from menus.domain.references import mint
from menus.text.names import Text
from tests.people import (
    BONDENI,
    CODE,
    COORDINATOR,
    FOCAL,
    KIAMUTISYA,
    LEADER,
    OTHER,
    POLICE,
    RESIDENT,
    RESIDENTS,
)
from tests.town import Town, reference_in

LONG = (
    "Wezi watano wana bunduki na panga wameingia kwa nyumba karibu na duka la maji Bondeni, "
    "mmoja amevaa koti jekundu na wengine wako nje kwa pikipiki mbili. Mlango wa nyuma umevunjwa, "
    "watoto wako ndani na baba yao ameumia mguu. Anaitwa Kamau Otieno, nambari yake ni 0722333444, "
    "njooni haraka sana kwa njia ya shule, sio ya mto kwa sababu huko kuna wengine wanangoja."
)


def shown(town: Town, name: Text, to: str, **values: str) -> str:
    """Return a text of the catalogue as somebody reads it, without its end."""
    return town.said(name, to=to, **values).rstrip(". ")


def read_on(town: Town, reference: str, phone: str = COORDINATOR) -> list[str]:
    """Send REF, and then MORE REF until there is nothing more; return the answers."""
    texts = [town.texts(phone, f"REF {reference}")]
    none = town.said(Text.MORE_NONE, to=phone, reference=reference)
    while texts[-1] != none:
        assert len(texts) < 12
        texts.append(town.texts(phone, f"MORE {reference}"))
    return texts[:-1]


def test_a_coordinator_reads_all_words_of_a_text_that_waits_without_names_and_numbers(town: Town) -> None:
    town.texts(RESIDENT, LONG)
    reference = town.board()[0]["reference"]
    texts = read_on(town, reference)
    assert len(texts) > 2
    assert all(len(text) <= 160 for text in texts)
    assert town.said(Text.BROKE_OFF, to=COORDINATOR, reference=reference, category="", place="")[:20] not in texts[0]
    together = " ".join(texts)
    for word in ("bunduki", "pikipiki", "ameumia", "shule", "wanangoja"):
        assert word in together
    for hidden in ("Kamau", "Otieno", "0722333444"):
        assert hidden not in together


def test_whose_home_it_is_reaches_nobody_and_the_plot_and_the_zone_reach_the_coordinator(town: Town) -> None:
    town.texts(
        RESIDENT, "wezi wana bunduki kwa nyumba ya Kamau, plot 14 Bondeni. Mama Njeri's salon, wameingia kwa Oti"
    )
    together = " ".join(read_on(town, town.board()[0]["reference"]))
    told = " ".join([together, *town.inbox(COORDINATOR)])
    for hidden in ("Kamau", "Njeri", "Oti"):
        assert hidden not in told
    for word in ("nyumba ya", "plot 14", "Bondeni", "salon"):
        assert word in together


def test_ref_of_what_waits_says_that_nobody_was_sent_and_how_to_dispatch(town: Town) -> None:
    town.texts(RESIDENT, "wezi wana bunduki Bondeni")
    reference = town.board()[0]["reference"]
    text = town.texts(COORDINATOR, reference)
    waits = town.said(
        Text.SUMMARY_WAITS,
        to=COORDINATOR,
        reference=reference,
        level=town.said(Text.LEVEL_MAJOR, to=COORDINATOR),
        category=town.said(Text(f"category.{town.board()[0]['category']}"), to=COORDINATOR),
        place=town.place("bondeni", to=COORDINATOR),
        at="21:00",
    )
    assert text.startswith(waits)
    assert "wezi wana bunduki" in text
    town.texts(COORDINATOR, f"SEND {reference}")
    assert not town.texts(COORDINATOR, f"REF {reference}").startswith(waits)


def test_further_words_stand_behind_what_was_read_and_a_bare_more_goes_on(town: Town) -> None:
    town.texts(RESIDENT, LONG)
    reference = town.board()[0]["reference"]
    texts = read_on(town, reference)
    town.passes(minutes=2)
    town.texts(RESIDENT, "wezi wamekimbia kwa nyumba ya jirani")
    further = town.texts(COORDINATOR, f"zaidi {reference}")
    assert "jirani" in further
    assert "pikipiki" not in further
    town.texts(COORDINATOR, f"REF {reference}")
    assert town.texts(COORDINATOR, "More") == texts[1]
    for _ in texts[2:]:
        town.texts(COORDINATOR, "zaidi")
    assert town.texts(COORDINATOR, "zaidi") == town.said(Text.MORE_NONE, to=COORDINATOR, reference=reference)


def test_more_without_a_text_that_had_more_is_a_word_like_any_other(town: Town) -> None:
    assert town.texts(COORDINATOR, "zaidi") == town.said(Text.NOT_UNDERSTOOD_ROLE, to=COORDINATOR)
    town.texts(RESIDENT, LONG)
    reference = town.board()[0]["reference"]
    town.texts(COORDINATOR, f"REF {reference}")
    town.passes(minutes=20)
    assert town.texts(COORDINATOR, "zaidi") == town.said(Text.NOT_UNDERSTOOD_ROLE, to=COORDINATOR)


def test_more_lists_the_references_if_several_had_more(town: Town) -> None:
    for phone in RESIDENTS[:2]:
        town.texts(phone, LONG.replace("Bondeni", "Bondeni" if phone == RESIDENT else "Kiamutisya"))
    references = [row["reference"] for row in town.board()]
    for reference in references:
        town.texts(COORDINATOR, reference)
    asked = town.texts(COORDINATOR, "MORE")
    assert town.is_a(asked, Text.WHICH, to=COORDINATOR)
    assert all(reference in asked for reference in references)


def test_only_coordinators_read_words_and_names(town: Town) -> None:
    town.texts(RESIDENT, LONG)
    reference = town.board()[0]["reference"]
    town.texts(COORDINATOR, f"SEND {reference}")
    town.answers(LEADER, "going", reference)
    for phone in (BONDENI, POLICE):
        text = town.texts(phone, f"REF {reference}")
        assert reference in text
        assert "pikipiki" not in text
        assert town.person(LEADER).name not in text
        assert "pikipiki" not in town.texts(phone, f"MORE {reference}")
    unknown = mint(999)
    assert town.texts(COORDINATOR, f"MORE {unknown}") == town.said(
        Text.UNKNOWN_REFERENCE, to=COORDINATOR, reference=unknown
    )


def test_ref_tells_who_answered_who_is_there_and_who_closed(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.dials(OTHER, CODE, "1", "2", "1", "1")
    town.answers(LEADER, "going", reference)
    going = town.texts(COORDINATOR, reference)
    assert (
        f"{town.said(Text.TRACK_ANSWERED, to=COORDINATOR)} ({town.said(Text.ROLE_PATROL_LEADER, to=COORDINATOR)}"
        in going
    )
    assert shown(town, Text.TRACK_WAITING, COORDINATOR) in going
    assert town.said(Text.EXTRA_WEAPON_AND_HURT, to=COORDINATOR) in going
    town.answers(LEADER, "there", reference)
    there = town.texts(COORDINATOR, f"REF {reference}")
    at = town.now.astimezone(town.community.timezone).strftime("%H:%M")
    assert town.said(Text.TRACK_THERE, to=COORDINATOR, at=at) in there
    town.confirms(COORDINATOR, f"CLOSE {reference} settled")
    closed = town.texts(COORDINATOR, reference)
    by = town.said(Text.ROLE_COORDINATOR, to=COORDINATOR)
    assert f"{town.said(Text.STATE_CLOSED, to=COORDINATOR)} {at} ({by}" in closed


def test_what_was_joined_is_read_from_its_beginning(town: Town) -> None:
    into = town.reports(RESIDENT, Category.BREAK_IN)
    town.texts(OTHER, "wezi wana bunduki Kiamutisya karibu na kanisa")
    other = town.board()[0]["reference"]
    town.texts(COORDINATOR, f"SEND {other}")
    assert "kanisa" not in town.texts(COORDINATOR, into)
    town.confirms(COORDINATOR, f"JOIN {into} {other}")
    assert "kanisa" in " ".join(read_on(town, into))


def test_the_list_tells_the_gravest_first_then_the_unanswered_then_the_oldest_and_junk_last(town: Town) -> None:
    town.texts(RESIDENTS[5], "habari za mchana jamani leo")
    town.texts(RESIDENTS[6], "nauza mahindi na maharagwe kwa bei nzuri")
    made = {row["reference"] for row in town.board()}
    theft = town.reports(RESIDENTS[0], Category.THEFT, zone="school")
    answered = town.reports(RESIDENTS[1], Category.BREAK_IN)
    town.now += town.services.policy.safe_every
    silent = town.reports(RESIDENTS[2], Category.BREAK_IN, zone="kiamutisya")
    killing = town.reports(RESIDENTS[3], Category.GUN_KILLING, zone="market")
    town.answers(BONDENI, "going", answered)
    expected = [killing, silent, answered, theft]
    told = told_over_pages(town, COORDINATOR)
    assert [one for one in told if one in expected] == expected
    assert {row["reference"] for row in town.board()} == set(told)
    junk = [one for one in told if one in made]
    assert told[len(told) - len(junk) :] == junk


def told_over_pages(town: Town, phone: str) -> list[str]:
    """Return the references of LIST, LIST 2 and so on, in order."""
    told: list[str] = []
    for number in range(1, 20):
        page = town.texts(phone, "ORODHA" if number == 1 else f"LIST {number}")
        if page == town.said(Text.LIST_ENDS, to=phone, count=str(number)):
            return told
        assert len(page) <= 160
        told += [line.split()[0] for line in page.split("\n")[1:] if not line.startswith("+")]
    message = "the list never ends"
    raise AssertionError(message)


def test_each_line_says_the_level_and_how_it_stands(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    for name in (Text.LIST_CALLING, Text.LIST_GOING, Text.LIST_THERE):
        town.passes(seconds=11)
        (line,) = town.texts(COORDINATOR, "LIST").split("\n")[1:]
        assert line.startswith(f"{reference} {town.said(Text.LEVEL_URGENT, to=COORDINATOR)} ")
        assert line.endswith(town.said(name, to=COORDINATOR))
        town.answers(BONDENI, "going" if name is Text.LIST_CALLING else "there", reference)


def test_a_helper_reads_a_list_without_kind_and_place(town: Town) -> None:
    town.dials(RESIDENT, CODE, "7", "2", "4", "1", "1", "2")
    reference = reference_in(town.last(FOCAL))
    (line,) = town.texts(FOCAL, "LIST").split("\n")[1:]
    for word in ("Bondeni", town.said(Text.CATEGORY_ABUSE_CHILD, to=FOCAL), town.said(Text.LEVEL_PRIVATE, to=FOCAL)):
        assert word not in line
    assert reference not in town.texts(COORDINATOR, "LIST")


def test_who_names_the_patrol_with_roles_and_who_police_the_police_in_the_order_of_the_ladder(town: Town) -> None:
    patrol = " ".join(pages_of(town, "WHO"))
    leader = f"{town.person(LEADER).name} ({town.said(Text.ROLE_PATROL_LEADER, to=COORDINATOR)})"
    member = f"{town.person(KIAMUTISYA).name} ({town.said(Text.ROLE_PATROL, to=COORDINATOR)})"
    assert patrol.index(leader) < patrol.index(member)
    police = " ".join(pages_of(town, "NANI POLISI"))
    roles = [Text.ROLE_POLICE, Text.ROLE_POLICE_ALTERNATE, Text.ROLE_POLICE_STATION]
    places = [police.index(f"({town.said(role, to=COORDINATOR)})") for role in roles]
    assert places == sorted(places)
    assert town.texts(BONDENI, "WHO police") == town.said(Text.NOT_YOURS_PATROL, to=BONDENI)


def pages_of(town: Town, command: str) -> list[str]:
    """Return the answers to WHO, WHO 2 and so on."""
    pages = [town.texts(COORDINATOR, command)]
    while ", +" in pages[-1]:
        pages.append(town.texts(COORDINATOR, f"{command} {len(pages) + 1}"))
    return pages


def with_public_phone(value: str) -> str:
    """Return the example file with a public phone of the first coordinator."""
    return load_example("mlango-kubwa").replace(
        f'phone = "{COORDINATOR}"', f'phone = "{COORDINATOR}"\npublic_phone = {value}'
    )


@pytest.mark.parametrize(("value", "number"), [("true", COORDINATOR), ('"0722 000 121"', "+254722000121")])
def test_a_coordinators_number_stands_in_the_alert_of_the_police(
    new_town: Callable[..., Town], value: str, number: str
) -> None:
    town = new_town(with_public_phone(value))
    town.reports(RESIDENT, Category.ROBBERY, harm=None)
    town.texts(COORDINATOR, f"POLICE {town.board()[0]['reference']}")
    assert town.said(Text.EXTRA_CALL, to=POLICE, number=number) in town.last(POLICE)
    assert not any(number in text for phone in (LEADER, BONDENI) for text in town.inbox(phone))


def test_an_accused_coordinators_number_stays_away(new_town: Callable[..., Town]) -> None:
    town = new_town(with_public_phone("true"))
    town.dials(RESIDENT, CODE, "1", "2", "1", "3", "4", "2", "1")
    assert town.inbox(POLICE)
    assert not any(COORDINATOR in text for text in town.inbox(POLICE))
    town.texts(POLICE, "ni mbali sana kutoka hapa")
    assert not town.got(COORDINATOR, Text.POLICE_WRITES)
    assert not town.got(COORDINATOR, Text.POLICE_WRITES_OF)
    assert not any(COORDINATOR in text for text in town.inbox(POLICE))


def test_words_of_the_police_reach_the_coordinators_and_the_answer_gives_a_number(
    new_town: Callable[..., Town],
) -> None:
    town = new_town(with_public_phone("true"))
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    answer = town.texts(POLICE, "which gate do we use, ask Kamau Otieno 0722333444")
    assert answer == town.said(Text.POLICE_HEARD_CALL, to=POLICE, number=COORDINATOR)
    (told,) = town.got(COORDINATOR, Text.POLICE_WRITES_OF, reference=reference)
    assert "which gate do we use" in told
    assert "Kamau" not in told
    assert "0722333444" not in told
    town.texts(POLICE, "which gate do we use, ask Kamau Otieno 0722333444")
    assert town.got(COORDINATOR, Text.POLICE_WRITES_OF) == [told]


def test_words_of_the_police_are_told_without_an_incident_but_not_an_automatic_reply(town: Town) -> None:
    assert town.texts(POLICE, "I'm driving, I will call you back") == town.said(Text.NOT_UNDERSTOOD_ROLE, to=POLICE)
    assert not town.got(COORDINATOR, Text.POLICE_WRITES)
    assert town.texts(POLICE, "tunaweza kupanga mkutano?") == town.said(Text.POLICE_HEARD, to=POLICE)
    assert town.got(COORDINATOR, Text.POLICE_WRITES)


def test_a_flood_of_the_police_is_told_in_bounds_and_the_rest_with_the_next(town: Town) -> None:
    words = ["moja", "mbili", "tatu", "nne", "tano", "sita", "saba"]
    for word in words:
        town.texts(POLICE, f"swali {word} hapa")
    assert len(town.got(COORDINATOR, Text.POLICE_WRITES)) == 6
    town.passes(minutes=2)
    town.texts(POLICE, "swali la mwisho")
    last = town.got(COORDINATOR, Text.POLICE_WRITES)[-1]
    assert all(word in last for word in ("saba", "mwisho"))


def test_words_of_the_police_that_become_a_note_or_a_report_are_told_beside_it(town: Town) -> None:
    kept = town.texts(POLICE, "kuna wizi karibu na kanisa")
    assert kept == town.said(Text.KEPT_WITH_REFERENCE, to=POLICE)
    assert not town.got(COORDINATOR, Text.POLICE_WRITES)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=1)
    noted = town.texts(POLICE, f"{reference} tutumie njia ya nyuma ya soko")
    assert noted == town.said(Text.NOTE_KEPT, to=POLICE, reference=reference)
    assert "nyuma ya soko" in town.got(COORDINATOR, Text.POLICE_WRITES_OF, reference=reference)[-1]
    town.passes(minutes=1)
    assert town.texts(POLICE, "huyo mwizi bado ako ndani?") == kept
    assert "bado ako ndani" in town.got(COORDINATOR, Text.POLICE_WRITES_OF, reference=reference)[-1]
