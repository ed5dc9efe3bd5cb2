"""Acts around a decision, from opening its round to publishing what passed."""
