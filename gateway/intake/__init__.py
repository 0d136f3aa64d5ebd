"""Intake: reports that residents dial or text, and drafts of sessions that broke off."""
