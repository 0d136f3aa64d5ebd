"""Tests of the made-up year."""
