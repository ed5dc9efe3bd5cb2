"""The record as it is handed out."""
