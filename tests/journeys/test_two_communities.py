"""Stories of two communities in one Doria that share people: which of them a text is for, and who answers it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from gateway.communities.directory import Directory
from gateway.communities.file import load_example
from gateway.storage.models import CommunityRow, CommunityVersion, Message
from menus.domain import references
from menus.domain.categories import Category
from menus.domain.safety import SILENCE
from menus.sms import wording
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, DEPUTY, KILLING, LEADER, OTHER, POLICE, RESIDENT
from tests.town import Town, reference_in

HERE, THERE, NOBODYS = "22384", "22386", "99999"
"""The short codes of the two communities, and one that no community has."""
CODE_THERE = "*384*79#"
SHARED = (COORDINATOR, POLICE)
"""The people with a role in both communities. The others have a role in the first one only."""


def second(*shared: str) -> str:
    """Return a second community with people of its own, except those that it shares with the first one."""
    text = load_example("mlango-kubwa")
    for old, new in (
        ('key = "mlango-kubwa"', 'key = "mji-mpya"'),
        ('name = "Mlango Kubwa"', 'name = "Mji Mpya"'),
        ('short = "MLATA"', 'short = "MPYA"'),
        ('"*384*77#"', f'"{CODE_THERE}"'),
        (f'"{HERE}"', f'"{THERE}"'),
        ('sender_id = "MLATA"', 'sender_id = "MJIMPYA"'),
        ("+254700000", "+254700009"),
    ):
        text = text.replace(old, new)
    for phone in shared:
        text = text.replace(phone.replace("+254700000", "+254700009"), phone)
    return text


@pytest.fixture
def towns(new_town: Callable[..., Town]) -> Town:
    """Give two communities that share a coordinator and a police contact."""
    return new_town(load_example("mlango-kubwa"), second(*SHARED))


def there(town: Town, text: Text, to: str, **values: str) -> str:
    """Return a text of the catalogue as the second community words it for a person."""
    (record,) = [each for each in town.services.directory.communities() if each.community.key == "mji-mpya"]
    person = record.by_phone(to)
    language = person.language if person is not None else record.community.language
    return wording.say(record.community, language, text, **{"code": CODE_THERE, **values})


def killing_there(town: Town) -> str:
    return reference_in(town.dials(OTHER, CODE_THERE, *KILLING))


@pytest.mark.parametrize("code", [THERE, NOBODYS, ""])
def test_danger_sent_to_another_communitys_code_is_the_alarm_where_the_sender_has_a_role(
    towns: Town, code: str
) -> None:
    answer = towns.texts(BONDENI, "5", to=code)
    (alarm,) = towns.board()
    assert alarm["category"] == "officer-down"
    assert answer == towns.said(Text.OFFICER_DOWN_STARTED, to=BONDENI, reference=str(alarm["reference"]))
    assert towns.alerts(LEADER)


def test_the_answer_about_danger_goes_where_the_question_is_open_whatever_code_it_is_sent_to(towns: Town) -> None:
    assert towns.texts(BONDENI, "nisaidie", to=HERE) == towns.said(Text.ARE_YOU_IN_DANGER, to=BONDENI)
    assert towns.texts(BONDENI, "niko salama", to=THERE) == towns.said(Text.SAFE_NOTED, to=BONDENI)
    towns.passes(minutes=4)
    assert towns.board() == []


@pytest.mark.parametrize(
    ("command", "name"), [("ON", Text.ON), ("OFF", Text.OFF), ("LIST", Text.LIST_NONE), ("START", Text.ON)]
)
def test_a_command_sent_to_another_communitys_code_is_answered_by_the_own_one(
    towns: Town, command: str, name: Text
) -> None:
    assert towns.texts(BONDENI, command, to=THERE) == towns.said(name, to=BONDENI)
    with towns.services.reading() as session:
        sent = session.query(Message).order_by(Message.id.desc()).first()
        assert sent is not None
        assert sent.sender == HERE


def test_an_answer_without_a_reference_reaches_the_alert_of_the_own_community(towns: Town) -> None:
    reference = towns.reports(RESIDENT, Category.GUN_KILLING)
    assert towns.texts(LEADER, "1", to=THERE) == towns.said(Text.GOING, to=LEADER, reference=reference)


def test_a_cry_on_the_way_is_the_alarm_whatever_the_code(towns: Town) -> None:
    reference = towns.reports(RESIDENT, Category.GUN_KILLING)
    towns.answers(LEADER, "going", reference)
    towns.texts(LEADER, "nisaidie wananipiga", to=THERE)
    assert [row["category"] for row in towns.board()] == ["officer-down", "gun-killing"]


@pytest.mark.parametrize("words", ["kuna wezi sokoni", "4 men with guns sokoni", "wananiibia simu"])
def test_own_words_to_another_communitys_code_are_a_residents_report_there(towns: Town, words: str) -> None:
    answer = towns.texts(BONDENI, words, to=THERE)
    assert answer.startswith("MPYA")
    reference = str(towns.board()[0]["reference"])
    assert reference in towns.texts("+254700009122", "LIST", to=THERE)
    assert reference not in towns.texts(COORDINATOR, "LIST", to=HERE)


def test_a_residents_report_goes_by_the_short_code(towns: Town) -> None:
    answer = towns.texts(RESIDENT, "wameua mtu sokoni", to=THERE)
    assert answer == there(towns, Text.NOT_UNDERSTOOD, to=RESIDENT, reference=str(towns.board()[0]["reference"]))
    assert towns.texts(OTHER, "wameua mtu sokoni", to=HERE) == towns.said(Text.NOT_UNDERSTOOD, to=OTHER)


def test_a_residents_word_about_their_own_report_goes_to_its_community(towns: Town) -> None:
    towns.texts(RESIDENT, "wana bunduki", to=HERE)
    reference = str(towns.board()[0]["reference"])
    towns.texts(RESIDENT, f"{reference} wamepiga mtu risasi sokoni", to=THERE)
    assert len(towns.board()) == 1
    assert towns.board()[0]["zone"] == "market"


@pytest.mark.parametrize("code", [HERE, THERE, NOBODYS, ""])
def test_the_community_of_a_reference_comes_before_the_short_code(towns: Town, code: str) -> None:
    here, away = towns.reports(RESIDENT, Category.GUN_KILLING), killing_there(towns)
    assert towns.texts(POLICE, f"1 {away}", to=code) == there(towns, Text.SEEN, to=POLICE, reference=away)
    towns.passes(seconds=15)
    assert towns.texts(POLICE, f"OB {here} 12/2026", to=code) == towns.said(
        Text.OB, to=POLICE, reference=here, number="12/2026"
    )


def test_a_code_confirms_where_it_was_asked_for(towns: Town) -> None:
    away = killing_there(towns)
    asked = towns.texts(COORDINATOR, f"CLOSE {away} settled", to=THERE)
    code = towns.values_of(asked.replace("MPYA", "MLATA"), Text.CONFIRM_CLOSE, to=COORDINATOR, reference=away)
    assert code is not None
    answer = towns.texts(COORDINATOR, f"YES {code['code']}", to=HERE)
    assert answer == there(towns, Text.CLOSED, to=COORDINATOR, reference=away)
    assert towns.incident(away)["status"] == "closed"


@pytest.mark.parametrize("code", [NOBODYS, ""])
def test_without_a_code_and_a_reference_the_newest_alert_counts(towns: Town, code: str) -> None:
    here = towns.reports(RESIDENT, Category.GUN_KILLING)
    towns.passes(seconds=30)
    away = killing_there(towns)
    assert towns.texts(POLICE, "1", to=code) == there(towns, Text.SEEN, to=POLICE, reference=away)
    towns.texts(POLICE, f"2 {away}", to=code)
    towns.passes(seconds=15)
    assert towns.texts(POLICE, "1", to=code) == towns.said(Text.SEEN, to=POLICE, reference=here)


def test_with_a_role_in_both_the_short_code_says_which(towns: Town) -> None:
    here = towns.reports(RESIDENT, Category.GUN_KILLING)
    towns.passes(seconds=30)
    away = killing_there(towns)
    assert towns.texts(POLICE, "1", to=HERE) == towns.said(Text.SEEN, to=POLICE, reference=here)
    assert towns.texts(POLICE, "1", to=THERE) == there(towns, Text.SEEN, to=POLICE, reference=away)


def test_a_verb_of_another_role_goes_to_the_community_where_the_sender_has_that_role(
    new_town: Callable[..., Town],
) -> None:
    # The patroller of the first community is the coordinator of the second one.
    coordinator_there = COORDINATOR.replace("+254700000", "+254700009")
    towns = new_town(load_example("mlango-kubwa"), second().replace(coordinator_there, BONDENI))
    assert towns.texts(BONDENI, "OFF", to=THERE) == towns.said(Text.OFF, to=BONDENI)
    assert towns.texts(BONDENI, "WHO", to=HERE).startswith("MPYA")
    assert towns.texts(BONDENI, "WHO", to=THERE).startswith("MPYA")


def test_danger_with_a_role_in_both_is_never_lost(new_town: Callable[..., Town]) -> None:
    towns = new_town(load_example("mlango-kubwa"), second(LEADER))
    towns.texts(LEADER, "5", to=NOBODYS)
    (alarm,) = towns.board()
    assert alarm["category"] == "officer-down"
    assert towns.alerts(DEPUTY)


def test_a_hidden_reference_of_the_other_community_is_unknown_like_an_invented_one(towns: Town) -> None:
    towns.dials(OTHER, CODE_THERE, "7", "2", "2")
    private = reference_in(towns.inbox("+254700009141")[0])
    answers = []
    for reference in (private, references.mint(4711)):
        answers.append(towns.texts(COORDINATOR, f"1 {reference}", to=HERE).replace(reference, ""))
        towns.passes(seconds=15)
    assert answers == [towns.said(Text.UNKNOWN_REFERENCE, to=COORDINATOR, reference="")] * 2


def test_a_duress_word_is_the_alarm_of_the_community_that_knows_it(new_town: Callable[..., Town]) -> None:
    first = load_example("mlango-kubwa").replace(f'phone = "{LEADER}"', f'phone = "{LEADER}"\nduress = "mawingu"')
    towns = new_town(first, second(LEADER))
    assert towns.texts(LEADER, "SAFE mawingu", to=THERE) == towns.said(Text.SAFE_NOTED, to=LEADER)
    (alarm,) = towns.board()
    assert alarm["flag"] == "duress"
    assert towns.alerts(DEPUTY)


def test_a_forward_of_one_communitys_alert_to_the_others_code_opens_nothing(towns: Town) -> None:
    towns.reports(RESIDENT, Category.GUN_KILLING)
    before = towns.board()
    for phone in (OTHER, BONDENI, "+254700009101"):
        towns.texts(phone, f"Fwd: {towns.alerts(LEADER)[0]}", to=THERE)
    assert towns.board() == before


def test_a_resident_dials_both_and_each_answers_for_itself(towns: Town) -> None:
    assert reference_in(towns.dials(RESIDENT, CODE, *KILLING)) != reference_in(
        towns.dials(RESIDENT, CODE_THERE, *KILLING)
    )
    assert len(towns.board()) == 2


def test_a_community_without_a_readable_file_delays_no_alarm_of_the_other_one(towns: Town) -> None:
    theirs = BONDENI.replace("+254700000", "+254700009")
    for phone, to in ((theirs, THERE), (BONDENI, HERE)):
        assert towns.texts(phone, "nisaidie", to=to)
        towns.now += timedelta(seconds=1)
    with towns.services.uow() as uow:
        broken = select(CommunityRow.id).where(CommunityRow.key == "mji-mpya").scalar_subquery()
        uow.session.execute(update(CommunityVersion).where(CommunityVersion.community_id == broken).values(body=""))
    towns.services.override(directory=Directory(towns.services.database, max_age=0.0))
    towns.now += SILENCE
    towns.ticks()
    (alarm,) = (row for row in towns.board() if row["category"] == "officer-down")
    assert towns.last(BONDENI) == towns.said(Text.OFFICER_DOWN_STARTED, to=BONDENI, reference=str(alarm["reference"]))
