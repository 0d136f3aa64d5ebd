"""The desk: coordinators and others with a role see and steer in a browser. It is a process of its own."""
