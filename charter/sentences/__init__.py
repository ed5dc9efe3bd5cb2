"""A change in sentences: statements of fact about it, and what a terminal prints."""
