"""Commands of whoever operates a place: serving it, backups, clocks, checks."""
