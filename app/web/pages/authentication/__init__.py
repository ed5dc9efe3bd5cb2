"""Signing in and out, and a fresh sign-in before acts that reach far."""
