"""Upkeep of a database: its schema, backups, copies, and erasing what is about one person."""
