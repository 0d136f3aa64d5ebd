"""The simulated network: the other side of the wire, on localhost, with phones to hold in the hand."""
