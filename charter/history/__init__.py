"""A text through its revisions: where words came from, and where a comment stands now."""
