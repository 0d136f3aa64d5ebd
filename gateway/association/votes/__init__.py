"""Votes: the list of households, the tellers and their codes, the box, and its count. Nobody here knows a gift."""
