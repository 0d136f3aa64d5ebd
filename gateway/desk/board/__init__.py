"""The board: the open incidents that a viewer may see, and what of them is new."""
