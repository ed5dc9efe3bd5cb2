"""The pages on which a change is written."""
