"""Members, stewards, invitations, visibility, and data about the caller."""
