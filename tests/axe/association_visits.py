"""The visits to the pages of the association's own life."""

from tests.axe.visited import Step, Visit, form
from tests.axe.world import OBSERVER, SECOND_OVERSIGHT, YOUTH_LEAD
from tests.people import COORDINATOR, DEPUTY, LANDLORDS, LEADER, OVERSIGHT

_LONG = "W" * 60
_VOTE, _COUNTED = "/desk/votes/{vote}", "/desk/votes/{counted}"
_NEW, _ENTERED, _OPEN = (f"/desk/second-chance/{{{name}_course}}" for name in ("new", "entered", "open"))
_WRONG_CODE = ("#code", "123456 " * 9)
VISITS = (
    Visit("/desk/baraza", "Barazas", COORDINATOR, "/desk/baraza"),
    Visit("/desk/baraza", "Barazas, as oversight sees them", OVERSIGHT, "/desk/baraza"),
    Visit(
        "/desk/baraza/answer",
        "Barazas, an answer to a question that nobody asked",
        COORDINATOR,
        "/desk/baraza",
        (form("/baraza/answer", ("#answer-number", "Q99"), ("#answer-words", _LONG)),),
    ),
    Visit("/desk/decisions", "Decisions", COORDINATOR, "/desk/decisions"),
    Visit(
        "/desk/decisions/new",
        "Decisions, one with another number",
        COORDINATOR,
        "/desk/decisions",
        (form("/decisions/new", ("#number", "12"), ("#words", _LONG)),),
    ),
    Visit("/desk/books", "The books", LANDLORDS, "/desk/books"),
    Visit("/desk/books", "The books, what waits for a second person", COORDINATOR, "/desk/books"),
    Visit("/desk/books", "The books, as oversight sees them", OVERSIGHT, "/desk/books"),
    Visit(
        "/desk/books/claim",
        "The books, a payment that is not known",
        LANDLORDS,
        "/desk/books",
        (form("/books/claim", ("#number", _LONG), ("#giver", "G1")),),
    ),
    Visit("/desk/books/receipts", "Receipt books", LANDLORDS, "/desk/books/receipts"),
    Visit("/desk/books/receipts/<int:number>", "A receipt book on paper", LANDLORDS, "/desk/books/receipts/1"),
    Visit("/desk/votes", "Votes", COORDINATOR, "/desk/votes"),
    Visit("/desk/votes/<int:number>", "A vote that was counted", YOUTH_LEAD, _COUNTED),
    Visit("/desk/votes/<int:number>", "A vote, before a teller has a code", COORDINATOR, _VOTE),
    Visit("/desk/votes/<int:number>/code", "The code of a teller", DEPUTY, _VOTE, (form("/code"),)),
    Visit(
        "/desk/votes/<int:number>/known",
        "A vote, a code that is mistyped",
        DEPUTY,
        _VOTE,
        (form("/code"), Step("main a.button"), form("/known", _WRONG_CODE)),
    ),
    Visit("/desk/votes/new", "A new vote", COORDINATOR, "/desk/votes/new"),
    Visit(
        "/desk/votes/new",
        "A new vote, with faults",
        COORDINATOR,
        "/desk/votes/new",
        (
            form(
                "/votes/new",
                ("#question_sw", _LONG),
                ("#question_en", _LONG),
                ("#opens", "2026-01-01T10:00"),
                ("#closes", "2026-01-01T09:00"),
            ),
        ),
    ),
    Visit("/desk/votes/households", "The list of households", LANDLORDS, "/desk/votes/households"),
    Visit("/desk/youth", "Youth work", COORDINATOR, "/desk/youth"),
    Visit("/desk/youth", "Youth work, as a lead sees it", YOUTH_LEAD, "/desk/youth"),
    Visit(
        "/desk/youth/certificate/<int:row_id>",
        "A certificate of hours",
        COORDINATOR,
        "/desk/youth/certificate/{leader}",
    ),
    Visit("/desk/vetting", "People who want to patrol", LEADER, "/desk/vetting"),
    Visit(
        "/desk/vetting", "People who want to patrol, without a name", LEADER, "/desk/vetting", (form("/desk/vetting"),)
    ),
    Visit("/desk/second-chance", "Second chance", LEADER, "/desk/second-chance"),
    Visit("/desk/second-chance/<int:row_id>", "A course", LEADER, _NEW),
    Visit(
        "/desk/second-chance/<int:row_id>/enter",
        "A course, without the tick for an adult",
        LEADER,
        _NEW,
        (form("/enter", ("#name", _LONG)),),
    ),
    Visit(
        "/desk/second-chance/<int:row_id>/show",
        "A course, who it is about",
        LEADER,
        _OPEN,
        (form("/show"),),
    ),
    Visit(
        "/desk/second-chance/<int:row_id>/open",
        "A course that waits for a second custodian",
        SECOND_OVERSIGHT,
        _ENTERED,
        (form("/open", ("#why", _LONG)),),
    ),
    Visit("/desk/papers", "Papers", OBSERVER, "/desk/papers"),
    Visit("/desk/papers/card", "The card of the association", COORDINATOR, "/desk/papers/card"),
    Visit("/desk/court", "Arrests and court", COORDINATOR, "/desk/court"),
    Visit(
        "/desk/court/tell",
        "Arrests and court, a number that is not known",
        COORDINATOR,
        "/desk/court",
        (form("/court/tell", ("#reference", "99999")),),
    ),
    Visit("/desk/patrols", "Police patrols", LANDLORDS, "/desk/patrols"),
    Visit(
        "/desk/patrols/ask",
        "Police patrols, with one day alone",
        LANDLORDS,
        "/desk/patrols",
        (form("/patrols/ask", ("#first", "28/11")),),
    ),
    Visit("/desk/support", "Support to the police", LANDLORDS, "/desk/support"),
    Visit(
        "/desk/support/write",
        "Support to the police, an empty form",
        LANDLORDS,
        "/desk/support",
        (form("/support/write"),),
    ),
    Visit("/desk/interests", "Interests", OVERSIGHT, "/desk/interests"),
    Visit(
        "/desk/interests/say",
        "Interests, an empty form",
        OVERSIGHT,
        "/desk/interests",
        (form("/interests/say"),),
    ),
)
NO_PAGE = {
    "/desk/baraza/meeting": "leads to the barazas, or shows them with a fault",
    "/desk/baraza/off": "leads to the barazas, or shows them with a fault",
    "/desk/baraza/line": "leads to the barazas, or shows them with a fault",
    "/desk/baraza/look": "leads to the barazas, or shows them with a fault",
    "/desk/baraza/did": "leads to the barazas, or shows them with a fault",
    "/desk/books/freeze": "leads to the books",
    "/desk/books/counted": "leads to the books",
    "/desk/books/agree": "leads to the books, or shows them with a fault",
    "/desk/books/refuse": "leads to the books, or shows them with a fault",
    "/desk/books/export": "a file",
    "/desk/papers/pack": "a file",
    "/desk/vetting/<int:row_id>/checks": "leads to the list",
    "/desk/vetting/<int:row_id>/accept": "leads to the list",
    "/desk/vetting/<int:row_id>/refuse": "leads to the list",
    "/desk/votes/<int:number>/agree": "leads to the vote",
    "/desk/votes/<int:number>/withdraw": "leads to the vote",
    "/desk/votes/<int:number>/lost": "leads to the vote",
    "/desk/votes/<int:number>/open": "leads to the vote, or shows it with a fault",
    "/desk/votes/households/<int:number>/agree": "leads to the list of households",
    "/desk/votes/households/<int:number>/refuse": "leads to the list of households",
    "/desk/patrols/agree": "leads to the requests, or shows them with a fault",
    "/desk/patrols/refuse": "leads to the requests, or shows them with a fault",
    "/desk/patrols/review": "leads to the requests, or shows them with a fault",
}
"""Addresses of the association that show no page of their own, and what they do instead."""
