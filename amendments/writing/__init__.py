"""Amendments: how they are written, by whom, and how each of them ends."""
