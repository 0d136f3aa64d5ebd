"""The record: every recorded row gets a place in the tree of its community, and nobody can change it unseen."""
