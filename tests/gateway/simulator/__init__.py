"""Tests of gateway/simulator."""
