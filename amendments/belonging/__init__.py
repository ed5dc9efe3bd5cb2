"""People: who belongs, what they are called, what they may do, and who can read a charter."""
