"""Two ways to send a message: by SMTP, or to the terminal where no SMTP is set."""

from __future__ import annotations

import smtplib
import ssl
import sys
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

Sender = Callable[[EmailMessage], None]
SECONDS = 20


def to_terminal(message: EmailMessage) -> None:
    """Print a message: what a place without a mail server does."""
    text = message.get_body(("plain",))
    body = text.get_content().rstrip() if text else ""
    sys.stderr.write(f"--- mail to {message['To']}: {message['Subject']}\n{body}\n---\n")
    sys.stderr.flush()


def by_smtp(url: str) -> Sender:
    """A sender for `smtp://user:password@host:25`, `smtp+starttls://…` or `smtps://…`."""
    parts = urlsplit(url)

    def send(message: EmailMessage) -> None:
        host = parts.hostname or "localhost"
        # Made only where it is used: it reads every certificate that this machine trusts.
        context = None if parts.scheme == "smtp" else ssl.create_default_context()
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, parts.port or 465, timeout=SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(host, parts.port or 25, timeout=SECONDS)
        with server:
            if parts.scheme == "smtp+starttls":
                server.starttls(context=context)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)

    return send


def sender_for(url: str) -> Sender:
    """The way to send that the settings ask for."""
    return by_smtp(url) if url else to_terminal
