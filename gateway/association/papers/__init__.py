"""The papers of the association: who is told when they end, what they were, and what others may read of them."""
