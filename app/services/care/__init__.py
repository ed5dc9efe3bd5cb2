"""Acts of care: reports, private conversations, pauses, being forgotten."""
