"""Tests: stories that Doria plays through, and properties that it keeps."""
