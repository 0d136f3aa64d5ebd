"""Tests of `menus.text`."""
