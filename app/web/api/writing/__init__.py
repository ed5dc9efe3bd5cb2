"""Amendments, how their lives end, and reviews."""
