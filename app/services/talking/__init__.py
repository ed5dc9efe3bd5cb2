"""Acts of talking about an amendment."""
