"""The rules: what a community is, what counts as what, and who is asked when; nothing is worded here."""
