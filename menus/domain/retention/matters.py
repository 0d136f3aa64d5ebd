"""Interests, court steps, support to the police, patrol requests, and what is published in the retention table."""

from menus.domain.retention import periods
from menus.domain.retention.rules import End, Since, Table, Then, Topic, goes, nobody, person_row, row_goes

_CARDS = "the cards of stations tell of a quarter, and are read beside those of the year before"

INTERESTS = Table(
    "interests",
    "that a person with a role is tied to an incident or a zone, and is out of it",
    (
        person_row("person_id", "who is tied to it"),
        goes(
            Topic.ROLE,
            "said_by",
            "the name of whoever said of somebody else that they are tied to a matter",
            End(periods.LOOKS, Since.WRITTEN),
            why="so that one oversight can still ask about the one before",
        ),
        nobody("id community_id kind incident_id zone until at"),
    ),
)
COURT_STEPS = Table(
    "court_steps",
    "what became of an arrest, by the incident alone",
    (
        person_row("person_id", "who told it"),
        nobody("id community_id incident_id step at day"),
    ),
)
SUPPORT = Table(
    "support",
    "what a kind of giver gave to a police station in a month: the database lets nobody change it",
    (
        person_row("person_id", "who wrote it down"),
        nobody("id community_id giver thing value_kes station month decision_id at"),
    ),
)
STATION_ALERTS = Table(
    "station_alerts",
    "that an alert about an incident reached a police station",
    (nobody("incident_id station sent_at delivered_at"),),
    row_goes(
        Topic.MACHINE,
        "that an alert reached a police station",
        End(periods.TOLD_FIGURES, Since.HANDED_OVER, Then.DELETED),
        why=_CARDS,
    ),
)
STATION_MEETINGS = Table(
    "station_meetings",
    "a joint baraza with a police station, or a visit: the words are checked for names and numbers",
    (
        person_row("planned_by held_by", "who noted it"),
        nobody("id community_id station kind day words planned_at held_at"),
    ),
    row_goes(
        Topic.ROLE,
        "that they noted a meeting with a police station",
        End(periods.TOLD_FIGURES, Since.ITS_DAY, Then.DELETED),
        why=_CARDS,
    ),
)
STATION_REPLIES = Table(
    "station_replies",
    "what a police station says to its card: the words are checked for names and numbers",
    (person_row("person_id", "who wrote it down"), nobody("id community_id station words at")),
    row_goes(
        Topic.ROLE,
        "that they wrote down what a police station says to its card",
        End(periods.TOLD_FIGURES, Since.WRITTEN, Then.DELETED),
        why=_CARDS,
    ),
)
PATROL_REQUESTS = Table(
    "patrol_requests",
    "a request to the police for patrols in a zone",
    (
        person_row("asked_by agreed_by police_id reviewed_by", "who asked, agreed, answered and looked back at it"),
        nobody(
            "id community_id number zone category first_day last_day begins ends lately usual state asked_at"
            " decided_at police_at reviewed_at"
        ),
    ),
)
PATROL_REQUEST_TEXTS = Table(
    "patrol_request_texts",
    "that a text took a request for patrols to a police station",
    (nobody("message_id request_id station"),),
)
PUBLISHED_EDITIONS = Table(
    "published_editions",
    "the published tables of a quarter, as they were given out: the database lets nobody change them",
    (
        person_row("person_id", "who made it at the desk"),
        nobody(
            "id community_id period number made_at shared_with why until digest files cells",
            "what was published: no number below five, and no words but the terms of sharing, without names",
        ),
    ),
)
