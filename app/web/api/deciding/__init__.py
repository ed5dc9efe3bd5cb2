"""Rounds, answers, objections."""
