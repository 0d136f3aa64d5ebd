"""Tests of `menus.domain`."""
