"""Who belongs: members, stewards, invitations, who can read."""
