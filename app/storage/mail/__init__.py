"""Notices that wait to become letters."""
