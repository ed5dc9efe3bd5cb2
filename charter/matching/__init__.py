"""Which passage of one text is which passage of another: from two whole texts to a change set."""
