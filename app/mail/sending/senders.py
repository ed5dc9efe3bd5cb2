"""Two ways to send a message: by SMTP, or to the terminal where no SMTP is set."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

Sender = Callable[[EmailMessage], None]
SECONDS = 20
#: What a mail server answers when it has done what it was asked for.
OK = 250
_ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")


def to_terminal(message: EmailMessage) -> None:
    """Print a message: what a place without a mail server does."""
    text = message.get_body(("plain",))
    body = text.get_content().rstrip() if text else ""
    sys.stderr.write(f"--- mail to {message['To']}: {message['Subject']}\n{body}\n---\n")
    sys.stderr.flush()


class SmtpSender:
    """Sends messages by SMTP, each over a connection of its own."""

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)

    def __call__(self, message: EmailMessage) -> None:
        """Send a message."""
        with _connected(self._parts) as server:
            server.send_message(message)

    @contextmanager
    def kept_open(self) -> Iterator[Sender]:
        """A sender whose messages share one connection, as long as the server takes them."""
        line = _Line(self._parts)
        try:
            yield line.send
        finally:
            line.end()


class _Line:
    """A connection that is made when it is needed, and made anew where it does not hold."""

    def __init__(self, parts: SplitResult) -> None:
        self._parts = parts
        self._server: smtplib.SMTP | None = None

    def send(self, message: EmailMessage) -> None:
        """Send a message."""
        if self._server is None or not self._is_ready():
            self.end()
            self._server = _connect(self._parts)
        try:
            self._server.send_message(message)
        except TimeoutError:
            # Whoever does not answer does not answer a goodbye either.
            self._server.close()
            raise

    def _is_ready(self) -> bool:
        """Whether it still takes messages: some servers end it after so many, or after a while."""
        try:
            return self._server is not None and self._server.rset()[0] == OK
        except OSError:
            return False

    def end(self) -> None:
        """End it. Whatever becomes of that, what was taken is taken."""
        if self._server is not None:
            with suppress(OSError):
                self._server.quit()
            self._server.close()
            self._server = None


def by_smtp(url: str) -> Sender:
    """A sender for `smtp://user:password@host:25`, `smtp+starttls://…` or `smtps://…`."""
    return SmtpSender(url)


@contextmanager
def several(sender: Sender) -> Iterator[Sender]:
    """A sender for several messages in a row, over one connection where it has connections."""
    if isinstance(sender, SmtpSender):
        with sender.kept_open() as send:
            yield send
    else:
        yield sender


@contextmanager
def _connected(parts: SplitResult) -> Iterator[smtplib.SMTP]:
    with _connect(parts) as server:
        yield server


def _connect(parts: SplitResult) -> smtplib.SMTP:
    host = parts.hostname or "localhost"
    # Made only where it is used: it reads every certificate that this machine trusts.
    context = None if parts.scheme == "smtp" else ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, parts.port or 465, timeout=SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=SECONDS)
    try:
        if parts.scheme == "smtp+starttls":
            server.starttls(context=context)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


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
