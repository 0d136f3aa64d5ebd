"""Decisions and wording: pure functions of state and input, in every language of a community."""
