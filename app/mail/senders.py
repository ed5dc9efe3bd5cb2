"""Two ways to send a message: by SMTP, or to the terminal where no SMTP is set."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

Sender = Callable[[EmailMessage], None]
SECONDS = 20
_ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")


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
        with _connected(parts) as server:
            server.send_message(message)

    return send


@contextmanager
def _connected(parts: SplitResult) -> Iterator[smtplib.SMTP]:
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
        yield server


def in_words(error: Exception) -> str:
    """Why a message could not be sent, for the operator."""
    said = _said_by_server(error)
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return f"{words}{said}"
    return f"{type(error).__name__}{said}"


#: The first that fits; who is refused is a kind of what a server answers.
_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (smtplib.SMTPAuthenticationError, "the mail server does not take the user and the password"),
    (smtplib.SMTPRecipientsRefused, "the mail server does not take this address"),
    (smtplib.SMTPSenderRefused, "the mail server takes no mail from CHARTER_MAIL_FROM"),
    (smtplib.SMTPNotSupportedError, "the mail server cannot do what CHARTER_SMTP_URL asks for"),
    (smtplib.SMTPServerDisconnected, "the mail server ended the connection"),
    (smtplib.SMTPException, "the mail server does not take it"),
    (ssl.SSLCertVerificationError, "the certificate of the mail server is not trusted"),
    (ssl.SSLError, "the mail server does not speak TLS there; try smtp+starttls:// or smtp://"),
    (TimeoutError, "the mail server does not answer in time"),
    (socket.gaierror, "there is no host of the name in CHARTER_SMTP_URL"),
    (ConnectionRefusedError, "nothing listens at the address in CHARTER_SMTP_URL"),
    (OSError, "the mail server cannot be reached"),
)


def _said_by_server(error: Exception) -> str:
    """What the server answered, in brackets, without any address of a person."""
    answers = [error.smtp_error] if isinstance(error, smtplib.SMTPResponseException) else []
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [words for _, words in error.recipients.values()]
    text = b" ".join(one if isinstance(one, bytes) else str(one).encode() for one in answers)
    said = " ".join(_ADDRESS.sub("…", text.decode("utf-8", "replace")).split())
    return f" ({said[:200]})" if said else ""


def try_connection(url: str) -> None:
    """Connect, and sign in, as for a message; send none.

    Raises:
        Exception: it does not work; `in_words` says why.
    """
    with _connected(urlsplit(url)) as server:
        server.noop()


def sender_for(url: str) -> Sender:
    """The way to send that the settings ask for."""
    return by_smtp(url) if url else to_terminal
