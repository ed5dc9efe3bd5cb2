"""Databases of every schema that ever landed, with life in them: made, loaded, compared, killed."""
