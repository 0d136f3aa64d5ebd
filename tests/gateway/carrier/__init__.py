"""Tests of gateway/carrier."""
