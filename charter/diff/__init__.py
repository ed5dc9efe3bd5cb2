"""The diff within a passage: tokens, edits, and the steps to phrases that people can read."""
