"""Clients that change something: each over a connection of its own, the next request at once."""

from __future__ import annotations

import json
import selectors
import socket
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count


@dataclass(frozen=True, slots=True)
class Sent:
    """What one client sends: its bytes are made anew for each request, from `bodies` in turn."""

    path: str
    bodies: Sequence[dict[str, str]]
    headers: str = ""

    def request(self, n: int) -> bytes:
        """The request with this number."""
        body = json.dumps(self.bodies[n % len(self.bodies)])
        return (
            f"PUT {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{self.headers}"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()


@dataclass(slots=True)
class _Client:
    sent: Sent
    connection: socket.socket
    numbers: count[int] = field(default_factory=count)
    got: bytes = b""

    def ask(self) -> None:
        self.got = b""
        self.connection.sendall(self.sent.request(next(self.numbers)))

    def read(self) -> bool:
        """Take what has come. Whether an answer is whole."""
        self.got += self.connection.recv(1 << 16)
        head, end, body = self.got.partition(b"\r\n\r\n")
        length = (
            int(head.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]) if end else 0
        )
        if not end or len(body) < length:
            return False
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(self.got.decode())
        return True


def put(port: int, clients: Sequence[Sent], times: int) -> tuple[float, int]:
    """Let clients ask until there are so many answers; to be called in a process of its own.

    Returns how many seconds that took by the clock on the wall, and the size of the last body.
    """
    with ExitStack() as open_now, selectors.DefaultSelector() as ready:
        for one in clients:
            connection = socket.create_connection(("127.0.0.1", port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client = _Client(one, open_now.enter_context(connection))
            ready.register(connection, selectors.EVENT_READ, client)
        waiting = [key.data for key in ready.get_map().values()]
        begun, asked, size = time.perf_counter(), len(waiting), 0
        for client in waiting:
            client.ask()
        left = len(waiting)
        while left:
            for key, _ in ready.select():
                client = key.data
                if not client.read():
                    continue
                size, left = len(client.got.partition(b"\r\n\r\n")[2]), left - 1
                if asked < times:
                    client.ask()
                    asked, left = asked + 1, left + 1
        return time.perf_counter() - begun, size
