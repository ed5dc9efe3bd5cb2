"""People, names, invitations, stewards, and ways in, between rows and values."""
