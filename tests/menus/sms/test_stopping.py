"""Stopping: the many ways to ask for no more texts, and the texts that only sound like one."""

import pytest

from menus.domain.references import mint
from menus.sms import stopping
from menus.sms.command import Command
from menus.sms.grammar import parse
from menus.sms.stopping import Stopping
from menus.sms.verbs import Verb

REF = mint(17)
PLAIN = (
    "STOP",
    "stop",
    "Stop.",
    "STOP!!",
    "'Stop'",
    "(acha)",
    "STOP please",
    "please stop",
    "Pls stop",
    "kindly STOP",
    "STOPALL",
    "STOP ALL",
    "stop all messages",
    "STOP SMS",
    "STOP STOP STOP",
    "S T O P",
    "S.T.O.P.",
    "Stooop",
    "UNSUBSCRIBE",
    "unsubscribe me please",
    "Opt out",
    "OPT-OUT",
    "OPTOUT",
    "ARRET",
    "Arr\u00eat",
    "stop now please",
    "STOP, thank you",
    "stop sending me messages",
    "Please stop sending me these messages",
    "stop texting me",
    "stop these texts",
    "Don't text me",
    "do not send me any more messages",
    "no more messages please",
    "remove me from your list",
    "take me off this list",
    "cancel my subscription",
    "end these messages",
    "quit sending me sms",
    "ACHA",
    "Acheni",
    "wacha",
    "tafadhali acha",
    "Acha tafadhali",
    "Acha kunitumia meseji",
    "acheni kunitumia ujumbe",
    "wacha kunitumia sms",
    "Msinitumie",
    "Msinitumie tena ujumbe",
    "usinitumie meseji",
    "KOMESHA",
    "komesha meseji zenu",
    "sitaki meseji zenu",
    "sitaki kutumiwa sms",
    "niondoe kwa list",
    "stop spamming me",
    "Stop promotional messages",
    "I want to unsubscribe",
    "nataka kuacha",
    "Msitume meseji",
    "Nisitumiwe sms",
    "not interested, stop",
    "stop, wrong number",
    "*STOP*",
    "STOP MLATA",
    "mlata stop",
)
UNCLEAR = (
    "CANCEL",
    "cancel please",
    "END",
    "end.",
    "Quit",
    "QUIT NOW",
    "Ghairi",
    "sitisha tafadhali",
    "REVOKE",
    "remove me",
)
OTHERS = (
    "STOP THIEF",
    "stop thief!",
    "Acha kuniua",
    "acha kunipiga",
    "stop him he has a knife",
    "acha kupiga mtoto",
    "Acheni kutupiga",
    "stop it",
    "stop this",
    "stop the fight",
    "stop killing us",
    "please stop them",
    "stop me",
    "stop police",
    "nitoe",
    "nitoe hapa",
    "niondoe",
    "sitaki",
    "usiache",
    "dont stop",
    "don't stop sending patrols",
    "stop texting me or I will kill you",
    "end of the road there are thieves",
    "quit notice from landlord",
    "cancel the meeting",
    "end fight",
    "no alert",
    "wrong number",
    "leave me alone",
    "acha namba yako",
    "toa simu",
    "nataka",
    "i want to talk",
    "stop disturbing me",
    "text me",
    "messages",
    "please",
    "asante",
    "STOP 5",
    "STOP 12 34",
    "STOP 48273 58213",
    f"STOP {REF} the thief runs",
    f"acha {REF} kuniua",
    "",
    "?!",
)


@pytest.mark.parametrize("text", PLAIN)
def test_each_way_to_ask_is_a_stop(text: str) -> None:
    assert stopping.read(text, ("MLATA",)) == Stopping(says_stop=True)
    assert parse(text, ("MLATA",)) == Command(Verb.STOP)


@pytest.mark.parametrize("text", UNCLEAR)
def test_a_word_that_may_mean_an_incident_is_unclear(text: str) -> None:
    assert stopping.read(text) == Stopping(says_stop=False)
    assert parse(text) == Command(Verb.CANCEL)


@pytest.mark.parametrize("text", OTHERS)
def test_any_other_word_makes_it_something_else(text: str) -> None:
    assert stopping.read(text, ("MLATA",)) is None
    assert parse(text).verb not in {Verb.STOP, Verb.CANCEL}


@pytest.mark.parametrize("text", ["STOP REF", "REF stop", "acha REF tafadhali", "STOP MLATA REF", "stop ref REF"])
def test_a_stop_with_a_reference_is_unclear(text: str) -> None:
    given = text.replace("REF", REF)
    assert stopping.read(given, ("MLATA",)) == Stopping(says_stop=True, reference=REF)
    assert parse(given, ("MLATA",)) == Command(Verb.STOP, REF, is_led=True)


@pytest.mark.parametrize(
    ("asked", "is_plain"),
    [
        (Stopping(says_stop=True), True),
        (Stopping(says_stop=False), False),
        (Stopping(says_stop=True, reference=REF), False),
        (Stopping(says_stop=False, reference=REF), False),
    ],
)
def test_only_stop_alone_can_mean_nothing_else(asked: Stopping, *, is_plain: bool) -> None:
    assert asked.is_plain is is_plain
