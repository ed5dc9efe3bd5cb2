"""A change as values to be shown: blocks, rows, words, and how large it is."""
