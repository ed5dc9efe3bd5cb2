"""What is kept, and how: tables, sessions, and one short converter for each aggregate.

Nothing here decides anything, and nothing here commits: a transaction opens and closes at the
edge, in `database.Database`.
"""
