"""Charters, revisions, rules and calendars."""
