"""Others' clients, run against the simulated network by `make interop`."""
