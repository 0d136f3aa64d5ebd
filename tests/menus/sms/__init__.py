"""Tests of `menus.sms`."""
