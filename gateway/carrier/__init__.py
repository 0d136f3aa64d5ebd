"""Carriers: the contract, Africa's Talking, and the Android phone of the backup provider."""
