"""A mail server, and the way from what happens to what arrives."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from app.mail.reactions import react
from app.mail.sending.outbox import send_due
from app.mail.sending.post import Post
from app.mail.sending.senders import by_smtp
from app.mail.telling import tell
from tests.support.smtp import Mailbox, serve

POST = Post("https://charter.example.org", "charter@example.org", b"a secret of the tests")


@pytest.fixture
def mailbox() -> Mailbox:
    """What has arrived."""
    return Mailbox()


@pytest.fixture
def deliver(database, mailbox: Mailbox) -> Iterator[Callable[[], list]]:
    """Do all that follows from what has happened; returns what arrived because of it."""
    server = serve(mailbox)
    sender = by_smtp(f"smtp://127.0.0.1:{server.port}")

    def go() -> list:
        mailbox.clear()
        react(database)
        tell(database, POST)
        send_due(database, sender, POST.mail_from)
        return list(mailbox.messages)

    yield go
    server.stop()
