"""How requests are let in, wait for their turn, and are answered."""
