"""The simulated network: the other side of the wire on localhost, with a page of phones."""
