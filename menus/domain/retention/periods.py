"""Periods: how long each kind of data is kept. No period stands anywhere else.

All are guesses, to be tested with the associations, where no other source stands beside them.
"""

from datetime import timedelta

AT_ONCE = timedelta(0)
"""The next run of the clock erases it."""

SESSION_LIVES = timedelta(seconds=180)
"""The longest life of a USSD session (field notes: seen)."""
SESSION_LATE = timedelta(seconds=60)
"""A proxy may repeat a post for so long after the end of its session."""
SESSIONS = SESSION_LIVES + SESSION_LATE
"""Ties from a session to something: no post of the session can come later."""
SECRET_TEXTS = timedelta(minutes=10)
"""The words of a text that brings a helper a number, if no receipt comes."""
JOINS = timedelta(minutes=30)
"""The time in which a further text of the same phone joins the same report."""
SHOWN = timedelta(hours=1)
"""The number of a private report after it was shown: nobody may have answered the first call."""
OFFERED = timedelta(hours=6)
"""The time in which a draft that broke off is offered when its caller dials again."""
TRACES = timedelta(days=1)
"""Marks of processes, and ties that show that a post came twice: twice as long as a webhook may be repeated."""
TWINS = timedelta(days=5)
"""Hashes that show that a text came twice. A text that is fetched is heard for three days, and the zone of its date is
not known: nothing is heard of which they are gone."""
NOTICES = timedelta(days=2)
"""Marks of what is told once a day, and probes: the day after it, nobody asks."""
NUMBERS = timedelta(days=7)
"""The number of a caller who asked for a call, and codes: a helper or a patrol has called by then."""
REQUESTS = timedelta(days=7)
"""Requests for a new number, done or not: who asked and who confirmed stands with the file."""
PICTURES = timedelta(days=7)
"""The pictures of the figures, with their counts: they are drawn anew in seconds."""
TEXTS = timedelta(days=30)
"""Texts in and out, with their numbers, and drafts."""
FORMER = timedelta(days=30)
"""The number of a person after they left, and a file after it was replaced: as long as texts, which hold the same."""
MACHINES = timedelta(days=30)
"""The clock of a machine that was not seen again."""
VOICES = timedelta(days=30)
"""What a phone says of a task, as a hash, and the name of a patroller who was vetted."""
VOTERS = timedelta(days=90)
"""That a household voted: the next baraza may doubt a count. A guess."""
LEDGERS = timedelta(days=90)
"""Receipts, and which text was handed to which provider when: bills of providers are paid by then."""
DESK_SESSIONS = timedelta(days=30)
"""Sessions of the desk, after their end."""
VETTINGS = timedelta(days=180)
"""The vetting of somebody on whom nobody decides."""
LANGUAGES = timedelta(days=120)
"""The language of a phone: numbers are recycled after about 120 idle days (field notes)."""
CASES = timedelta(days=365)
"""Words that people wrote of an incident, and the link to its reporter: a court or an elder may ask within a year."""
LOOKS = timedelta(days=730)
"""The name and the reason of a look: two years, so that one oversight can still ask about the one before."""
TOLD_FIGURES = timedelta(days=730)
"""What was told of rises, and of police stations: two years show the same months twice. A guess."""
BOOKS = timedelta(days=7 * 365)
"""What ties a giver to their receipts: books are kept for seven years (the law, by the field notes)."""
GIVING_NOTES = timedelta(days=90)
"""What residents offer, or ask about a receipt: it is settled at one of the next three barazas. A guess."""
