"""Matters of the association at the desk: interests, arrests, support to the police, and requests for patrols."""
