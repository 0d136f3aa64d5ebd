"""SMS commands of the association's own life. `obeying` has the table of them."""
