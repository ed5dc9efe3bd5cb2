"""Letters on their way: the outbox, envelopes, senders, and the right time."""
