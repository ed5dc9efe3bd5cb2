"""Care in conversation: reports, hidden comments, pauses, and private conversations."""
