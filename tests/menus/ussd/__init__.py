"""Tests of `menus.ussd`."""
