"""Pages that are open learn that something has happened, and ask what it was as who they are."""
