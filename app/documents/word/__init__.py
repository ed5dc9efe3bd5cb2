"""Word documents: a pass of our own over their XML."""
