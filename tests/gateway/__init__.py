"""Tests of the gateway, one package a room."""
