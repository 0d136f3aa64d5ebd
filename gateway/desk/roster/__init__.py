"""The roster of the desk: the week, its gaps, who is on duty now, covers, and calendars."""
