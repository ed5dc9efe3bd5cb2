"""The doors for browsers (`pages`) and for programs (`api`)."""
