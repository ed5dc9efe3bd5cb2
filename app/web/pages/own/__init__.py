"""A person's own pages: what needs them, their data, drafts, name, mail and language."""
