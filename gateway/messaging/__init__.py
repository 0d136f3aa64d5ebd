"""Outgoing messages: the outbox, claims, sending, settlement and receipts. No code here uses incident rules."""
