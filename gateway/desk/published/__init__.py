"""Published at the desk: the editions of each quarter with their tables, and the form that publishes one."""
