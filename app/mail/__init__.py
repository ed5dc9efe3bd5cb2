"""Mail: messages wait in an outbox until they are sent, by SMTP or, without it, to the terminal."""
