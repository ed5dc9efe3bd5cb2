"""Founding a charter: its first text, and what it read before there was this program."""
