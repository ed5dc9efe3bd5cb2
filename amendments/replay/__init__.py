"""Replaying a record by the rules, from its lines alone: what did not hold."""
