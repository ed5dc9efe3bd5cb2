"""Charters and their revisions, between rows and values."""
