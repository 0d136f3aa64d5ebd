"""What is learned from many incidents: whether all zones wait alike, and what has changed in thirteen weeks."""
