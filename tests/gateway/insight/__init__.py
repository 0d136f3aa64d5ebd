"""Tests of gateway/record."""
