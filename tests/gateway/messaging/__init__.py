"""Tests of gateway/messaging."""
