"""Tests of the files for operation in `.deploy/`."""
