"""The documents as pages: `make site`."""
