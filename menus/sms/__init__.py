"""SMS: the grammar of what comes in, and the wording of what goes out."""
