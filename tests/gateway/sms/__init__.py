"""Tests of gateway/sms."""
