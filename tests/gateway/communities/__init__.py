"""Tests of gateway/communities."""
