"""Safety of patrollers: safety checks, alarms and the duress word."""
