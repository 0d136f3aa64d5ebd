"""Communities: their files, the checks of the files, and the communities in force."""
