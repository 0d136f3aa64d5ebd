"""Pages of what many incidents tell: whether all zones wait alike, and what has changed in thirteen weeks."""
