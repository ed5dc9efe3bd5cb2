"""Answers that are kept in memory, and given before it is even looked where a request leads.

An answer is a function of the data, of the request and of the time. So it is kept under the version
of the data that it was made from, under all of the request that it may depend on, and until the
next moment at which time alone would change it. See docs/decisions/0067-answers-before-routing.md.
"""
