"""The visits: every address of the desk that shows a page, by somebody whose page it is, and how they come there.

An address that is in neither table here fails a test: whoever adds a page lets it be looked at.
"""

from tests.axe.association_visits import NO_PAGE as NO_PAGE_OF_ASSOCIATION
from tests.axe.association_visits import VISITS as ASSOCIATION
from tests.axe.visited import Step, Visit, form
from tests.axe.world import OBSERVER, PEACE, SECOND_OVERSIGHT, YOUTH_LEAD
from tests.people import COORDINATOR, FOCAL, LEADER, OVERSIGHT

CSV = "name,phone,roles,zones\nAsha (example),+254711000777,patrol,bondeni\n"
"""A table of somebody new (made up)."""


_INCIDENT, _PERSON = "/desk/incidents/{killing}", "/desk/people/{leader}"
_EDITION = "/desk/published/{edition}"
_LONG = "W" * 60
_WHY = ("#for-why", _LONG)
_ACCUSING = Step("form[action$='/oversight/open']:has(input[value='{accusing}']) button")
VISITS = (
    Visit("/desk/sign-in", "Sign in", None, "/desk/sign-in"),
    Visit("/desk/leave", "The empty page of *Leave at once*", None, "/desk/leave"),
    Visit("/desk/", "The board, 200 incidents", COORDINATOR, "/desk/"),
    Visit("/desk/incidents/<reference>", "An incident", COORDINATOR, _INCIDENT),
    Visit("/desk/incidents/<reference>", "An incident, with a form open", COORDINATOR, _INCIDENT + "?act=ob"),
    Visit("/desk/incidents/<reference>", "An incident, as its leader sees it", LEADER, _INCIDENT),
    Visit(
        "/desk/incidents/<reference>/<name>",
        "An incident, before it is closed",
        COORDINATOR,
        _INCIDENT,
        (form("/close", ("#close-words", _LONG)),),
    ),
    Visit("/desk/zones", "Zones", COORDINATOR, "/desk/zones"),
    Visit("/desk/rises", "Rises", COORDINATOR, "/desk/rises"),
    Visit("/desk/rises", "Rises, as oversight sees them", OVERSIGHT, "/desk/rises"),
    Visit("/desk/words", "Residents' words", COORDINATOR, "/desk/words"),
    Visit(
        "/desk/words/claim", "Residents' words, one that is read", COORDINATOR, "/desk/words", (form("/words/claim"),)
    ),
    Visit(
        "/desk/words/join",
        "Residents' words, before they are joined",
        COORDINATOR,
        "/desk/words",
        (form("/words/claim"), form("/words/join", ("#into", "{killing}"))),
    ),
    Visit(
        "/desk/words/false",
        "Residents' words, before they are marked as false",
        COORDINATOR,
        "/desk/words",
        (form("/words/claim"), form("/words/false", ("#why", _LONG))),
    ),
    Visit(
        "/desk/words/accuse",
        "Residents' words, before they become a complaint",
        COORDINATOR,
        "/desk/words",
        (form("/words/claim"), form("/words/accuse", ("#group", "patrol"))),
    ),
    Visit("/desk/people", "People", COORDINATOR, "/desk/people"),
    Visit("/desk/people/<int:row_id>", "One person", COORDINATOR, _PERSON),
    Visit(
        "/desk/people/<int:row_id>/number",
        "One person, with the whole number",
        COORDINATOR,
        _PERSON,
        (form("/number"),),
    ),
    Visit(
        "/desk/people/<int:row_id>/change",
        "One person, before a change",
        COORDINATOR,
        _PERSON,
        (form("/change", ("form[action$='/change'] [name=team]", "Simba"), _WHY),),
    ),
    Visit(
        "/desk/people/<int:row_id>/remove",
        "One person, before they are taken out",
        COORDINATOR,
        _PERSON,
        (form("/remove", ("form[action$='/remove'] [name=why]", _LONG)),),
    ),
    Visit(
        "/desk/people/<int:row_id>/end-access",
        "One person, before their access ends",
        COORDINATOR,
        _PERSON,
        (form("/end-access"),),
    ),
    Visit("/desk/people/new", "A new person", COORDINATOR, "/desk/people/new"),
    Visit("/desk/people/new", "A new person, with faults", COORDINATOR, "/desk/people/new", (form("/people/new"),)),
    Visit("/desk/people/import", "Import of people", COORDINATOR, "/desk/people/import"),
    Visit(
        "/desk/people/import",
        "Import of people, before it is done",
        COORDINATOR,
        "/desk/people/import",
        (form("/people/import", ("#file", CSV), _WHY),),
    ),
    Visit("/desk/people/proposals", "Changes that wait", COORDINATOR, "/desk/people/proposals"),
    Visit("/desk/people/proposals/<found_by>", "A change that waits", OVERSIGHT, "{proposal}"),
    Visit("/desk/roster", "Roster", COORDINATOR, "/desk/roster"),
    Visit("/desk/roster/cover", "A new cover", COORDINATOR, "/desk/roster/cover"),
    Visit(
        "/desk/roster/cover",
        "A new cover, with faults",
        COORDINATOR,
        "/desk/roster/cover",
        (form("/roster/cover", ("#why", _LONG)),),
    ),
    Visit("/desk/roster/cover/end", "A cover, before it is taken away", COORDINATOR, "/desk/roster", (form("/end"),)),
    Visit("/desk/roster/calendars", "Calendars", COORDINATOR, "/desk/roster/calendars"),
    Visit(
        "/desk/roster/calendars/show",
        "Calendars, with an address",
        COORDINATOR,
        "/desk/roster/calendars",
        (form("/calendars/show"),),
    ),
    Visit("/desk/community", "Community", COORDINATOR, "/desk/community"),
    Visit("/desk/community/history", "History of the settings", COORDINATOR, "/desk/community/history"),
    Visit("/desk/community/history/<int:number>", "A version of the settings", OVERSIGHT, "/desk/community/history/2"),
    Visit(
        "/desk/community/change/<part>/<which>",
        "A setting, before it changes",
        COORDINATOR,
        "/desk/community/change/zone/bondeni",
    ),
    Visit("/desk/community/export", "The community file", COORDINATOR, "/desk/community/export"),
    Visit("/desk/health", "Texts and health", COORDINATOR, "/desk/health"),
    Visit("/desk/print", "Print", COORDINATOR, "/desk/print"),
    Visit("/desk/print/sheet", "The sheet for the police station", COORDINATOR, "/desk/print/sheet"),
    Visit("/desk/print/rota", "The rota on paper", COORDINATOR, "/desk/print/rota"),
    Visit("/desk/print/entry", "A slip of paper is entered", COORDINATOR, "/desk/print/entry"),
    Visit("/desk/print/pads/<int:number>", "A pad of 100 references", COORDINATOR, "/desk/print/pads/1"),
    Visit("/desk/figures", "Figures, with pictures", COORDINATOR, "/desk/figures?weeks=52"),
    Visit("/desk/figures", "Figures, as oversight sees them", OVERSIGHT, "/desk/figures"),
    Visit("/desk/equity", "Whether zones wait alike", COORDINATOR, "/desk/equity?period=2026-Q4"),
    Visit("/desk/equity", "Whether zones wait alike, too many to count at once", COORDINATOR, "/desk/equity"),
    Visit("/desk/equity", "Whether zones wait alike, as oversight sees it", OVERSIGHT, "/desk/equity"),
    Visit("/desk/trends", "What has changed", COORDINATOR, "/desk/trends"),
    Visit("/desk/trends", "What has changed, as oversight sees it", OVERSIGHT, "/desk/trends"),
    Visit("/desk/cases", "Private help", FOCAL, "/desk/cases"),
    Visit("/desk/cases/open", "Private help, one case", FOCAL, "/desk/cases", (form("/cases/open"),)),
    Visit(
        "/desk/cases/number",
        "Private help, before the number is shown",
        FOCAL,
        "/desk/cases",
        (form("/cases/open"), form("/cases/number")),
    ),
    Visit(
        "/desk/cases/erase",
        "Private help, before a number is erased",
        FOCAL,
        "/desk/cases",
        (form("/cases/open"), form("/cases/erase")),
    ),
    Visit("/desk/oversight", "Oversight", OVERSIGHT, "/desk/oversight"),
    Visit("/desk/oversight/open", "Oversight, one report", OVERSIGHT, "/desk/oversight", (_ACCUSING,)),
    Visit(
        "/desk/oversight/<act>",
        "Oversight, before a report is marked as false",
        OVERSIGHT,
        "/desk/oversight",
        (_ACCUSING, form("/oversight/false", ("#why", _LONG))),
    ),
    Visit("/desk/oversight/looks", "Who looked", OVERSIGHT, "/desk/oversight/looks"),
    Visit("/desk/oversight/sign-ins", "Who signed in", SECOND_OVERSIGHT, "/desk/oversight/sign-ins"),
    Visit("/desk/record", "Record", OBSERVER, "/desk/record"),
    Visit(
        "/desk/record/words",
        "Record, after words were checked",
        OBSERVER,
        "/desk/record",
        (form("/record/words", ("#words", "A B C")),),
    ),
    Visit("/desk/published", "Published, as a coordinator sees it", COORDINATOR, "/desk/published"),
    Visit("/desk/published/<int:row_id>", "An edition of a quarter", OBSERVER, _EDITION),
    Visit("/desk/published/<int:row_id>/<name>", "A published table with classes", OBSERVER, _EDITION + "/zones"),
    Visit("/desk/published/<int:row_id>/<name>", "A published table", PEACE, _EDITION + "/answers"),
    Visit("/desk/print/handover", "The weekly sheet", PEACE, "/desk/print/handover"),
    Visit("/desk/recovery", "Sign in anew", COORDINATOR, "/desk/recovery"),
    *ASSOCIATION,
    Visit("/desk/more", "More: the other pages", COORDINATOR, "/desk/more"),
    Visit("/desk/welcome", "A role that has no page yet", YOUTH_LEAD, "/desk/welcome"),
)
SIGNING_IN = {
    "/desk/sign-in/proof": "The proof behind the code",
    "/desk/sign-in/lost": "A lost phone",
    "/desk/my-sign-in": "My sign-in",
    "/desk/my-sign-in/new": "A further passkey",
    "/desk/unlock": "The lock after five minutes",
}
"""The pages that ask for a proof: `tests/axe/signing_in.py` goes there."""
NO_PAGE = {
    **NO_PAGE_OF_ASSOCIATION,
    "/": "leads to the board",
    "/desk/static/<path:filename>": "a file",
    "/desk/sign-in/qr": "a picture",
    "/desk/figures/<name>.svg": "a picture",
    "/desk/live": "a word for a monitor",
    "/desk/again": "leads to the board",
    "/desk/since": "rows of the board",
    "/desk/words/since": "a line of the page",
    "/desk/incidents/<reference>/since": "a part of the page",
    "/desk/incidents/<reference>/words": "leads to the page of the incident",
    "/desk/sign-in/passkey": "leads to the first page",
    "/desk/sign-out": "leads to the sign-in",
    "/desk/my-sign-in/end/<int:row_id>": "leads to *My sign-in*",
    "/desk/recovery/<int:request_id>": "leads to *Sign in anew*",
    "/desk/words/release": "leads to the list",
    "/desk/words/send": "leads to the list",
    "/desk/words/ask": "leads to the list",
    "/desk/people/proposals/<found_by>/agree": "leads to the list",
    "/desk/people/proposals/<found_by>/refuse": "leads to the list",
    "/desk/roster/calendars/new": "the page of calendars",
    "/desk/roster/calendars/end": "leads to the page of calendars",
    "/desk/roster/feed/<token>.ics": "a calendar",
    "/desk/cases/end": "leads to the list",
    "/desk/cases/pass-on": "leads to the list",
    "/desk/community/file.toml": "a file",
    "/desk/published/make": "leads to the editions, or shows them with a fault",
    "/desk/published/<int:row_id>/files/<path:name>": "a file",
    "/desk/record/proof": "a file, or the page of the record with a fault",
    "/desk/print/pads": "leads to the page of the pads",
    "/desk/figures/draw": "leads to the figures",
    "/desk/equity/count": "leads to the page of equity",
    "/desk/trends/count": "leads to the trends",
}
"""Addresses that show no page of their own, and what they do instead."""
_DONE = "/confirmed"


def is_page(rule: str) -> bool:
    """Return whether an address shows a page of its own: what is confirmed leads to a page that is looked at."""
    return rule not in NO_PAGE and not rule.endswith(_DONE)
