"""What is due, and what whoever operates a place does now and then."""
