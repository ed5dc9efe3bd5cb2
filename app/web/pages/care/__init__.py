"""The stewards' desk, reports, and private conversations."""
