"""`doria`: the operator's commands."""
