"""Votes at the desk: writing one, its tellers and their codes, its count, and the list of households."""
