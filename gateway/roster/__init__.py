"""Who is on duty, gaps in it, and whether numbers are still their owners'."""
