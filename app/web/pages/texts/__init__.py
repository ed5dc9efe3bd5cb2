"""The text in force, its history, comparisons, and why a passage is there."""
