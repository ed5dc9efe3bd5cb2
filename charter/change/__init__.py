"""Change sets: applying them exactly, and how an undecided change stands to a newer text."""
