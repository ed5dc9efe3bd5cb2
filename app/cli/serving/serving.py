"""Serving: `start`, `serve`, `demo`, `tick`."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

import charter as charter_package
from amendments.belonging.people import Role
from amendments.founding.founding import Founding
from app import addresses, logs, served
from app.cli.place import opened
from app.cli.serving.beginning import WithoutList, begun
from app.mail.due import do_what_is_due
from app.mail.sending.post import Post
from app.mail.sending.senders import sender_for
from app.mail.sign_in import sign_in_link
from app.services.authentication.sign_in import new_code
from app.services.care.forgetting import see_erasures_through
from app.services.founding.found import found_charter
from app.services.upkeep.attempts import SeparateTasks
from app.services.upkeep.starting import replay
from app.settings import Settings
from app.storage.engine.database import Database, Unusable
from app.storage.texts import charters

Host = Annotated[str, typer.Option(help="The address to serve on.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to serve on.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="How many processes serve.")]
FIRST_STEWARD = "steward@example.org"
_ON_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def start(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    steward: Annotated[
        str, typer.Option(help="Who the first steward is, if there is no charter yet.")
    ] = FIRST_STEWARD,
    without_list: WithoutList = False,
) -> None:
    """Begin: found the Care Charter if there is no charter yet, then serve."""
    _refuse_taken(host, port)
    _say_base_url(host, port)
    settings = Settings()
    with begun(settings, without_list=without_list) as database:
        _found_first(database, steward)
        _print_sign_in(database, settings)
    _run(host, port, workers=1)


def _found_first(database: Database, steward: str) -> None:
    with database.writing() as writer:
        if charters.all_charters(writer):
            return
        text = Path(charter_package.__file__).parent / "texts" / "care-charter.md"
        founding = Founding(
            slug="care-charter",
            title="Care Charter",
            text=text.read_text(encoding="utf-8"),
            dated=date(2023, 8, 8),
            steward=steward,
            timezone="Europe/London",
        )
        found_charter(writer, founding)
    print("The Care Charter is founded, as revision 1 of 8 August 2023.")


def _print_sign_in(database: Database, settings: Settings) -> None:
    with database.writing() as writer:
        first = min(charters.all_charters(writer), key=lambda one: one.id)
        people = charters.members(writer, first.id)
        stewards = [one for one in people if one.role is Role.STEWARD]
        who = min(stewards, key=lambda one: one.member)
        code = new_code(writer, settings.secret_key(), who.email)
    assert code is not None
    print(f"To sign in as the steward {who.email}, open this link and press the button:")
    print(f"    {sign_in_link(settings.base_url, who.email, code)}")
    print(f"or go to {settings.base_url}{addresses.sign_in_by('code')} and type the code {code}.")
    print("It works once, for ten minutes. `charter sign-in EMAIL` makes another.", flush=True)


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = 1,
    without_list: WithoutList = False,
) -> None:
    """Bring the database up to date, then serve."""
    _refuse_taken(host, port)
    _say_base_url(host, port)
    # What is wrong with the secret is told in one line now, not by each process later.
    settings = Settings()
    settings.secret_key()
    with begun(settings, without_list=without_list):
        pass
    _run(host, port, workers)


def demo(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve an invented community with proposals in every state, in a throw-away database."""
    from app.demo.story import tell

    _refuse_taken(host, port)
    with tempfile.TemporaryDirectory(prefix="charter-demo-") as folder:
        os.environ["CHARTER_DATA"] = folder
        os.environ["CHARTER_DATABASE_URL"] = f"sqlite:///{Path(folder) / 'demo.db'}"
        os.environ["CHARTER_ERASURES"] = ""
        os.environ["CHARTER_DEMO"] = "1"
        os.environ["CHARTER_SMTP_URL"] = ""
        _say_base_url(host, port)
        settings = Settings()
        cast = tell(settings.database_url)
        with opened(settings) as database, database.writing() as writer:
            for role, email in cast.sign_ins:
                code = new_code(writer, settings.secret_key(), email)
                assert code is not None
                print(f"To look around as {role} ({email}):")
                print(f"    {sign_in_link(settings.base_url, email, code)}")
        print("Everything in this demonstration is invented, and gone when it stops.", flush=True)
        _run(host, port, workers=1)


def tick() -> None:
    """Do what is due: close decisions, send mail. The server also does it by itself."""
    settings = Settings()
    with opened(settings) as database:
        replay(database, settings.erasures_file())
        post = Post(settings.base_url, settings.mail_from, settings.secret_key(), settings.language)
        sender, attempts = sender_for(settings.smtp_url), SeparateTasks()
        closed, sent = do_what_is_due(database, sender, post, attempts)
        finish = partial(see_erasures_through, database, settings.erasures_file())
        attempts("bringing erasures to their end", finish)
    for due, end in closed:
        published = f", published as revision {end.revision}" if end.revision else ""
        print(
            f"{due.slug}, proposal {due.amendment}, decision {due.round}: {end.outcome}{published}"
        )
    print(f"{len(closed)} closed, {sent} sent.")
    if attempts.failing:
        failed = ", ".join(f"{what} ({error})" for what, error in attempts.failing.items())
        msg = f"All else is done, but not: {failed}. It is tried again the next time."
        raise Unusable(msg)


def _refuse_taken(host: str, port: int) -> None:
    """Say in plain words that a port is taken, before anything else is done."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        msg = (
            f"Port {port} on {host} cannot be used: {error.strerror or error}. "
            f"Choose another one, such as --port {port + 1 if port < 65535 else 8001}."  # noqa: PLR2004
        )
        raise Unusable(msg) from error


def _say_base_url(host: str, port: int) -> None:
    """Links point to where this process serves, unless the settings say otherwise."""
    # An address that stands for all of a machine's own is none that a link can lead to.
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - it is looked up only
    shown = f"[{reached}]" if ":" in reached else reached
    os.environ.setdefault("CHARTER_BASE_URL", f"http://{shown}:{port}")


def _warn_of_plain_http(settings: Settings, host: str) -> None:
    """Say when what people read and send goes to them open, for all on the way."""
    if settings.is_https or {host, settings.host} <= _ON_THIS_MACHINE:
        return
    print(
        "Without HTTPS, everyone on the way can read along and act as who signs in. Put a proxy "
        "with HTTPS before this, and set CHARTER_BASE_URL to its address (https://…).",
        file=sys.stderr,
        flush=True,
    )


def _run(host: str, port: int, workers: int) -> None:
    settings = Settings()
    _warn_of_plain_http(settings, host)
    served.note(settings.home.folder, settings.base_url)
    print(f"Serving on {settings.base_url} (stop with Ctrl+C)", flush=True)
    uvicorn.run(
        "app.main:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        # Pages that are open hold connections; they are let go at once, others get this long.
        timeout_graceful_shutdown=10,
        log_config=logs.configuration(settings.log_level),
    )
