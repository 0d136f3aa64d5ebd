"""The record: each row that must not be changed quietly has its place in a tree, and the root leaves the house."""
