"""The community's settings at the desk: what is in force, changes within the floors, the history, and the file."""
