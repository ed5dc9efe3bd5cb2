"""Texts as they come in, are worked out, and leave."""
