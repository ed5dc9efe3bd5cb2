"""One act each: load, decide, keep, record.

A service is called inside a transaction that its caller opened and will commit; it never commits
and never sends anything. What follows from an event (mail) hangs off `reactions`.
"""
