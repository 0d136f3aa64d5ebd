"""Patrol requests: two people of different tenures ask the police for patrols, and look later at what came of it."""
