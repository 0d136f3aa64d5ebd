"""Support to the police: a ledger that anybody may read, and that cannot be tied to an incident."""
