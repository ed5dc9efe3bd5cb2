"""Beginning a charter, with or without what it read before."""
