"""Amendments, versions, authors and drafts, between rows and values."""
