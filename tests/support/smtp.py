"""A mail server in this process that keeps what it receives."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from tests.support.postgres import free_port


class Mailbox:
    """What arrived. `answers` are given to the next messages in turn, then all are taken.

    `meanwhile` is called while a message is being received. `peers` are the other ends of the
    connections over which messages came; each is ended after `ends_after` of them.
    """

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.raw: list[bytes] = []
        self.answers: list[str] = []
        self.meanwhile: Callable[[], None] | None = None
        self.peers: list[Any] = []
        self.ends_after: int | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a message, or answer as the test wants."""
        if self.meanwhile is not None:
            self.meanwhile()
        if self.answers:
            return self.answers.pop(0)
        self.raw.append(envelope.content)
        self.peers.append(session.peer)
        self.messages.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    async def handle_RSET(self, server: Any, session: Any, _envelope: Any) -> str:  # noqa: N802
        """Begin anew, or end a connection that has carried enough."""
        if self.ends_after is not None and self.peers.count(session.peer) >= self.ends_after:
            server.transport.close()
        return "250 OK"

    def clear(self) -> None:
        """Forget what has arrived so far."""
        self.messages.clear()
        self.raw.clear()

    def to(self, address: str) -> list[Message]:
        """The messages to somebody."""
        return [one for one in self.messages if one["To"] == address]


def serve(mailbox: Mailbox) -> Controller:
    """Begin to receive mail. Stop it with `.stop()`."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    return controller
