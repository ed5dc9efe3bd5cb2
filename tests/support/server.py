"""The service on a real socket, in a thread of the test's process."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import uvicorn
from starlette.types import ASGIApp

WAIT_SECONDS = 30


@contextmanager
def running(app: ASGIApp, *, lifespan: Literal["auto", "off"] = "auto") -> Iterator[str]:
    """Serve an app on a free port. Yields its address. `off`: somebody else has started it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            lifespan=lifespan,
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        _wait_until(server)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(WAIT_SECONDS)


def _wait_until(server: uvicorn.Server) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while not server.started:
        if time.monotonic() > until:
            msg = "the service did not start"
            raise RuntimeError(msg)
        time.sleep(0.01)
