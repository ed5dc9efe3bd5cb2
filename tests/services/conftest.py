"""A mail server, and the way from what happens to what arrives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.message import Message

import pytest

from app.mail.reactions import react
from app.mail.sending.outbox import send_due
from app.mail.sending.post import Post
from app.mail.sending.senders import by_smtp
from app.mail.telling import tell
from app.storage.engine.database import Database
from tests.support.smtp import Mailbox, serve

POST = Post("https://charter.example.org", "charter@example.org", b"a secret of the tests")


@pytest.fixture
def mailbox() -> Mailbox:
    """What has arrived."""
    return Mailbox()


@pytest.fixture
def deliver(database: Database, mailbox: Mailbox) -> Iterator[Callable[[], list[Message]]]:
    """Do all that follows from what has happened; returns what arrived because of it."""
    server = serve(mailbox)
    sender = by_smtp(f"smtp://127.0.0.1:{server.port}")

    def go() -> list[Message]:
        mailbox.clear()
        react(database)
        tell(database, POST)
        send_due(database, sender, POST.mail_from)
        return list(mailbox.messages)

    yield go
    server.stop()
