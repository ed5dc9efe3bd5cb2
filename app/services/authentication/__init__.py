"""Ways in: codes, sessions, tokens, passkeys, providers, links that answer."""
