"""The desk of second chances: courses by their codes, and who one is about for two custodians."""
