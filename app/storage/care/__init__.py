"""Reports, hidden comments, pauses and private conversations, between rows and values."""
