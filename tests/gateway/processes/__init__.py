"""Tests of gateway/processes."""
