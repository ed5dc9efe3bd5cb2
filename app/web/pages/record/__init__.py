"""The record, in plain sentences."""
