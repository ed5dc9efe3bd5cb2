"""Acts around who belongs to a charter, and what they are called."""
