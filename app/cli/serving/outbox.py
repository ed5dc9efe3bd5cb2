"""`charter outbox`: the letters that wait, without their words; trying them now; dropping one."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from typing import Annotated

import typer

from amendments.refusals import BadInput, NotFound
from app.cli.place import opened
from app.mail.sending.outbox import send_due
from app.mail.sending.senders import in_words, sender_for
from app.mail.sending.waiting import WaitingMail, drop, retry_now, short_address, waiting_mail
from app.settings import read_settings
from app.storage.engine.database import Unusable
from app.storage.upkeep.looking import reading_only


def outbox(
    *,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try all of them now, and say why one does not go out.")
    ] = False,
    drop_: Annotated[
        int | None, typer.Option("--drop", min=1, help="Remove the message with this number.")
    ] = None,
) -> None:
    """List the letters that wait to go out: to whom, from where, since when, and how often tried.

    Exit status 0 if none has failed.
    """
    if retry and drop_ is not None:
        msg = "One at a time: --retry or --drop."
        raise BadInput(msg)
    if drop_ is not None:
        _drop(drop_)
    elif retry:
        _retry()
    else:
        _list()


def _list() -> None:
    settings = read_settings()
    with reading_only(settings.database_url) as reader:
        waiting, now = waiting_mail(reader), reader.now
    for one in waiting:
        print(_line(one, now))
    if not waiting:
        print("No letter waits.")
        return
    if not settings.smtp_url:
        print("No mail server is set (CHARTER_SMTP_URL): who serves prints letters.")
    failed = [one for one in waiting if one.tries]
    if failed:
        msg = (
            f"{len(failed)} of {len(waiting)} letters have failed. `charter outbox --retry` tries "
            "them now and says why; `charter doctor --mail` looks at the mail server."
        )
        raise Unusable(msg)


def _line(one: WaitingMail, now: datetime) -> str:
    what = f"a letter of {one.charter}" if one.charter else "a code, an invitation or a notice"
    tries = f"tried {one.tries} times" if one.tries != 1 else "tried once"
    then = "given up" if one.given_up else f"next {_clock(max(one.next_try, now))}"
    return f"{one.number:6}  to {one.to}: {what}, since {_clock(one.since)}, {tries}, {then}"


def _clock(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _retry() -> None:
    settings = read_settings()
    send, why = sender_for(settings.smtp_url), dict[str, str]()

    def sender(message: EmailMessage) -> None:
        try:
            send(message)
        except Exception as error:
            why[short_address(str(message["To"]))] = in_words(error)
            raise

    with opened(settings) as database:
        with database.writing() as writer:
            count = retry_now(writer)
        sent = send_due(database, sender, settings.mail_from, most=count)
    print(f"{sent} of {count} went out.")
    for to, words in why.items():
        print(f"to {to}: {words}")
    if sent < count:
        msg = f"{count - sent} letters still wait. They are tried again by themselves."
        raise Unusable(msg)


def _drop(number: int) -> None:
    with opened() as database, database.writing() as writer:
        if not drop(writer, number):
            msg = f"No letter with the number {number} waits. See charter outbox."
            raise NotFound(msg)
    print(f"Letter {number} is removed. Nobody will get it.")
