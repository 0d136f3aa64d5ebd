"""People: who they are, at which numbers, with which access to the desk; changed one by one or by a file."""
