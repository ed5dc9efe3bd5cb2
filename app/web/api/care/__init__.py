"""Reports, hidden comments, and private conversations."""
