"""Stories of tampering: somebody with the database alone changes, cuts, swaps or adds rows, and `verify` names it."""
