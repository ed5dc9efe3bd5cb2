"""Calling the service through its server, on a socket, with whatever bytes one likes."""

from __future__ import annotations

import socket

import h11

from tests.hostile.calling import HERE, Answer, Header, Sent

#: How long an answer may take; and how long one waits for it where the server waits for more.
PATIENCE, SHORT_PATIENCE = 60.0, 0.2
AT_ONCE = 65_536
#: The server's own words for what it does not pass on to the program.
REFUSED = b"Invalid HTTP request received."
#: Whoever says these may be waited for, or may be answered nothing.
OF_BODIES = {b"content-length", b"transfer-encoding", b"expect", b"upgrade", b"connection"}
NOTHING = Answer(0, (), b"")


def waits_for_more(sent: Sent) -> bool:
    """Whether a request says of its own length what need not be so."""
    return any(name.lower() in OF_BODIES for name, _ in sent.headers)


def is_the_servers_own(sent: Sent, answer: Answer) -> bool:
    """Whether a request never came as far as the program, and need not have done."""
    return answer.body == REFUSED or (answer.status == 0 and waits_for_more(sent))


class Line:
    """Calls the service at a port of this machine, each time by a new connection."""

    def __init__(self, address: str) -> None:
        self._port = int(address.rpartition(":")[2])

    def call(self, sent: Sent) -> Answer:
        """Send a request, and wait for the whole answer; without one its status is 0."""
        with socket.create_connection(("127.0.0.1", self._port), PATIENCE) as line:
            try:
                line.sendall(_written(sent))
                return _read(line, sent)
            except ConnectionError:
                return NOTHING


def _written(sent: Sent) -> bytes:
    said = {name.lower() for name, _ in sent.headers}
    headers: list[Header] = [] if b"host" in said else [*HERE]
    if sent.kind:
        kind = sent.kind.encode("latin-1", "replace").translate(None, b"\r\n\0")
        headers.append((b"content-type", kind))
    if not said & {b"content-length", b"transfer-encoding"}:
        headers.append((b"content-length", b"%d" % len(sent.body)))
    headers += sent.headers
    first = f"{sent.method} {sent.address} HTTP/1.1\r\n".encode("latin-1", "replace")
    return b"".join([first, *(b"%s: %s\r\n" % one for one in headers), b"\r\n", sent.body])


def _read(line: socket.socket, sent: Sent) -> Answer:
    line.settimeout(SHORT_PATIENCE if waits_for_more(sent) else PATIENCE)
    heard = h11.Connection(h11.CLIENT)
    heard.send(h11.Request(method=sent.method, target="/", headers=[("host", "x")]))
    heard.send(h11.EndOfMessage())
    status, headers, parts = 0, (), []
    while True:
        event = heard.next_event()
        if event is h11.NEED_DATA:
            try:
                heard.receive_data(line.recv(AT_ONCE))
            except TimeoutError:
                if waits_for_more(sent) and status == 0:
                    return NOTHING
                raise
            # From here on it is the answer that takes its time.
            line.settimeout(PATIENCE)
        elif isinstance(event, h11.Response):
            status, headers = event.status_code, tuple(event.headers)
        elif isinstance(event, h11.Data):
            parts.append(bytes(event.data))
        elif isinstance(event, h11.EndOfMessage | h11.ConnectionClosed):
            return Answer(status, headers, b"".join(parts))
