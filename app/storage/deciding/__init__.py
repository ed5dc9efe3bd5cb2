"""Rounds, answers and objections, between rows and values."""
