"""Youth work at the desk: the tasks, certificates of hours, and the vetting of new patrollers."""
