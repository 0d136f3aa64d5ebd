"""Tests of the decisions and texts in `menus`."""
