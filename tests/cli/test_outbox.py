"""`charter outbox`: what waits is listed without its words, tried, and dropped."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from app.mail.sending.outbox import MOST_TRIES, put, send_due
from app.mail.sending.senders import in_words, try_connection
from app.settings import Settings
from app.storage.engine.database import Database
from app.storage.tables import OutgoingMailRow
from tests.support.databases import migrate_once
from tests.support.postgres import free_port
from tests.support.smtp import Mailbox, serve

SECRET_WORDS = "Your code is 7KQM-2XHD"


@pytest.fixture
def mail(charter):
    """Put letters into the outbox of the command's database."""
    migrate_once(Settings().database_url)
    database = Database(Settings().database_url)

    def wait(to, charter_slug="", tries=0):
        with database.writing() as writer:
            headers = {"List-Id": f"<{charter_slug}.example.org>"} if charter_slug else None
            put(writer, to, SECRET_WORDS, SECRET_WORDS, headers=headers)
            row = writer.session.exec(select(OutgoingMailRow).order_by(OutgoingMailRow.id.desc()))
            row.first().tries = tries

    wait.database = database
    yield wait
    database.dispose()


def test_an_empty_outbox_is_well(charter, mail):
    done = charter("outbox")
    assert (done.status, done.out) == (0, "No letter waits.\n")


def test_what_waits_is_listed_without_its_words_or_whole_address(charter, mail, monkeypatch):
    monkeypatch.setenv("CHARTER_SMTP_URL", f"smtp://127.0.0.1:{free_port()}")
    mail("cleo@example.org", "ours")
    mail("dov@example.org", tries=3)
    mail("edda@example.org", tries=MOST_TRIES)
    done = charter("outbox")
    first, second, third = done.out.splitlines()
    assert re.search(
        r"\d+  to c…@example.org: a letter of ours, since .* UTC, tried 0 times", first
    )
    assert "to d…@example.org: a code, an invitation or a notice" in second
    assert "tried 3 times, next " in second
    assert "given up" in third
    assert not re.search(r"cleo|dov@|7KQM", done.out + done.err)
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "2 of 3 letters have failed" in done.err


def test_retrying_sends_what_can_be_sent_and_says_why_one_is_not(charter, mail, monkeypatch):
    box = Mailbox()
    server = serve(box)
    monkeypatch.setenv("CHARTER_SMTP_URL", f"smtp://127.0.0.1:{server.port}")
    mail("cleo@example.org", tries=MOST_TRIES)
    mail("dov@example.org")
    box.answers = ["550 no such dov@example.org here"]
    done = charter("outbox", "--retry")
    server.stop()
    assert done.out.splitlines() == [
        "1 of 2 went out.",
        "to c…@example.org: the mail server does not take it (no such … here)",
    ]
    assert done.status == 1
    assert [one["To"] for one in box.messages] == ["dov@example.org"]


def test_retrying_without_a_server_says_so(charter, mail, monkeypatch):
    monkeypatch.setenv("CHARTER_SMTP_URL", f"smtp://127.0.0.1:{free_port()}")
    mail("cleo@example.org")
    done = charter("outbox", "--retry")
    assert "nothing listens at the address in CHARTER_SMTP_URL" in done.out
    assert done.status == 1


def test_a_letter_can_be_dropped_once(charter, mail):
    mail("cleo@example.org")
    number = re.match(r" *(\d+)", charter("outbox").out)[1]
    assert charter("outbox", "--drop", number).status == 0
    assert charter("outbox").out == "No letter waits.\n"
    done = charter("outbox", "--drop", number)
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert charter("outbox", "--drop", number, "--retry").status == 1


def test_what_has_gone_out_or_is_too_late_is_not_listed(charter, mail):
    with mail.database.writing() as writer:
        late = datetime.now(UTC) - timedelta(days=1)
        put(writer, "cleo@example.org", "x", "x", not_after=late)
    mail("dov@example.org")
    send_due(mail.database, lambda _: None, "charter@example.org")
    assert charter("outbox").out == "No letter waits.\n"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (smtplib.SMTPAuthenticationError(535, b"no"), "user and the password (no)"),
        (smtplib.SMTPRecipientsRefused({"ada@example.org": (550, b"<ada@example.org>: unknown")}),
         "does not take this address (<…>: unknown)"),
        (smtplib.SMTPSenderRefused(553, b"no", "x@example.org"), "CHARTER_MAIL_FROM"),
        (smtplib.SMTPNotSupportedError("STARTTLS"), "cannot do"),
        (smtplib.SMTPServerDisconnected("gone"), "ended the connection"),
        (ssl.SSLCertVerificationError("self-signed"), "certificate"),
        (ssl.SSLError("wrong version number"), "TLS"),
        (TimeoutError(), "in time"),
        (socket.gaierror(-2, "Name or service not known"), "no host"),
        (ConnectionRefusedError(), "nothing listens"),
        (OSError(113, "No route to host"), "cannot be reached"),
        (ValueError("cleo@example.org"), "ValueError"),
    ],
)  # fmt: skip
def test_why_mail_does_not_go_out_is_said_in_plain_words_without_an_address(error, words):
    assert words in in_words(error)
    assert "@" not in in_words(error)


def test_a_server_can_be_tried_without_a_message():
    box = Mailbox()
    server = serve(box)
    try_connection(f"smtp://127.0.0.1:{server.port}")
    server.stop()
    assert box.messages == []
    with pytest.raises(ConnectionRefusedError):
        try_connection(f"smtp://127.0.0.1:{free_port()}")
