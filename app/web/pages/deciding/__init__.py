"""The pages of a decision."""
