"""The outbox, through a real server: what is tried again, what is never lost."""

import smtplib
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from app.mail.sending import outbox
from app.mail.sending.outbox import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    MOST_TRIES,
    Message,
    put,
    put_all,
    send_all,
    send_due,
)
from app.mail.sending.senders import by_smtp, sender_for, to_terminal
from app.mail.sign_in import send_code
from app.services.care.erase import erase_person
from app.storage.tables import OutgoingMailRow
from app.storage.texts import charters
from tests.support.postgres import free_port
from tests.support.smtp import Mailbox, serve
from tests.support.texts import KINDNESS

BASE = "https://charter.example.org"
FROM = "charter@example.org"


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def send(database, mailbox):
    """Send what is due. Returns how many messages went out."""
    server = serve(mailbox)
    sender = by_smtp(f"smtp://127.0.0.1:{server.port}")
    yield lambda: send_due(database, sender, FROM)
    server.stop()


def waiting(database):
    with database.reading() as reader:
        return list(reader.session.exec(select(OutgoingMailRow).order_by(OutgoingMailRow.id)))


def put_one(database, to="ada@example.org"):
    with database.writing() as writer:
        put(writer, to, "Grüße", "Liebe Ada,\n\nes ist so weit.\n")


def test_a_message_arrives_as_it_was_written_and_once(database, mailbox, send):
    put_one(database)
    assert send() == 1
    assert send() == 0
    (message,) = mailbox.messages
    assert (message["From"], message["To"], message["Subject"]) == (
        FROM,
        "ada@example.org",
        "Grüße",
    )
    assert message.get_content().splitlines() == ["Liebe Ada,", "", "es ist so weit."]


def test_what_was_sent_is_not_kept(database, send):
    put_one(database)
    send()
    (row,) = waiting(database)
    assert row.sent_at is not None
    assert (row.subject, row.body, row.html, row.headers) == ("", "", None, None)


def test_what_is_undone_is_not_sent(database, mailbox, send):
    with pytest.raises(ZeroDivisionError):
        _put_and_fail(database)
    assert send() == 0
    assert mailbox.messages == []


def _put_and_fail(database):
    with database.writing() as writer:
        put(writer, "ada@example.org", "Hello", "…")
        return 1 // 0


def test_a_server_that_is_busy_is_asked_again_after_longer_and_longer_pauses(
    database, mailbox, send, clock
):
    put_one(database)
    mailbox.answers = ["451 busy"] * 3
    pauses = []
    for tries in range(1, 4):
        assert send() == 0
        (row,) = waiting(database)
        assert row.tries == tries
        pauses.append(row.due_at - clock())
        assert send() == 0, "not before it is due"
        assert mailbox.messages == []
        clock.set(row.due_at)
    assert pauses == [FIRST_PAUSE * 2, FIRST_PAUSE * 4, FIRST_PAUSE * 8]
    assert send() == 1
    assert len(mailbox.messages) == 1


def test_a_weekend_without_a_mail_server_loses_nothing(database, mailbox, send, clock):
    put_one(database)
    until = clock() + timedelta(days=3)
    while clock() < until:
        mailbox.answers = ["451 busy"]
        send()
        (row,) = waiting(database)
        assert row.due_at - clock() <= LONGEST_PAUSE
        clock.set(row.due_at)
    mailbox.answers = []
    assert send() == 1


def test_who_is_erased_while_a_letter_is_on_its_way_stops_no_other_letter(database, community):
    with database.writing() as writer:
        person = charters.find_person(writer, "cleo@example.org").id
    put_one(database, "cleo@example.org")
    put_one(database, "dov@example.org")
    sent = []

    def slowly(message):
        if not sent:
            with database.writing() as writer:
                erase_person(writer, person, words=False)
        sent.append(message["To"])

    assert send_due(database, slowly, FROM) == 2
    assert sent == ["cleo@example.org", "dov@example.org"]
    assert [one.to_address for one in waiting(database)] == ["dov@example.org"]


def test_a_letter_that_cannot_be_read_stops_no_other_letter(database, mailbox, send):
    put_one(database, "cleo@example.org")
    put_one(database, "dov@example.org")
    with database.writing() as writer:
        row = writer.session.exec(select(OutgoingMailRow)).first()
        row.headers = "{this is no JSON"
    assert send() == 1
    assert [one["To"] for one in mailbox.messages] == ["dov@example.org"]
    broken, _ = waiting(database)
    assert broken.tries == 1


def test_a_server_that_does_not_answer_is_waited_for_once(database):
    asked = []

    def silent(message):
        asked.append(message["To"])
        raise TimeoutError

    for name in ("cleo", "dov", "edda"):
        put_one(database, f"{name}@example.org")
    assert send_due(database, silent, FROM) == 0
    assert asked == ["cleo@example.org"]


def test_what_a_silent_server_was_not_asked_to_take_is_due_as_before(database, clock):
    def silent(_message):
        raise TimeoutError

    for name in ("cleo", "dov", "edda"):
        put_one(database, f"{name}@example.org")
    send_due(database, silent, FROM)
    assert [(one.tries, one.due_at > clock()) for one in waiting(database)] == [
        (1, True),
        (0, False),
        (0, False),
    ]


def test_a_letter_that_is_removed_before_its_turn_is_not_sent(database, community):
    with database.writing() as writer:
        person = charters.find_person(writer, "dov@example.org").id
    for name in ("cleo", "dov", "edda"):
        put_one(database, f"{name}@example.org")
    sent = []

    def slowly(message):
        if not sent:
            with database.writing() as writer:
                erase_person(writer, person, words=False)
        sent.append(message["To"])

    assert send_due(database, slowly, FROM) == 2
    assert sent == ["cleo@example.org", "edda@example.org"]


def test_a_letter_that_another_process_has_taken_meanwhile_is_left_to_it(database, clock):
    for name in ("cleo", "dov"):
        put_one(database, f"{name}@example.org")
    sent = []

    def for_minutes(message):
        sent.append(message["To"])
        if len(sent) == 1:
            clock.advance(FIRST_PAUSE * 3)
            assert send_due(database, lambda one: sent.append(one["To"]), FROM) == 2

    send_due(database, for_minutes, FROM)
    assert sent == ["cleo@example.org", "cleo@example.org", "dov@example.org"]


def test_what_takes_too_long_is_given_back_for_the_next_time(database, clock, monkeypatch):
    monkeypatch.setattr(outbox, "CLAIMED_FOR", -1.0)
    for name in ("cleo", "dov", "edda"):
        put_one(database, f"{name}@example.org")
    sent = []
    assert send_due(database, lambda one: sent.append(one["To"]), FROM) == 3
    assert sent == ["cleo@example.org", "dov@example.org", "edda@example.org"]
    assert {one.tries for one in waiting(database)} == {1}


def test_letters_share_a_connection(database, mailbox, send):
    for name in ("cleo", "dov", "edda"):
        put_one(database, f"{name}@example.org")
    assert send() == 3
    assert len(set(mailbox.peers)) == 1
    put_one(database)
    assert send() == 1
    assert len(set(mailbox.peers)) == 2


def test_a_server_that_ends_its_connections_gets_a_new_one_for_the_next_letter(
    database, mailbox, send
):
    for name in ("cleo", "dov", "edda"):
        put_one(database, f"{name}@example.org")
    mailbox.ends_after = 1
    assert send() == 3
    assert [one["To"].partition("@")[0] for one in mailbox.messages] == ["cleo", "dov", "edda"]
    assert len(set(mailbox.peers)) == 3


def test_a_goodbye_that_fails_undoes_nothing(database, mailbox, send, monkeypatch):
    def breaks(_server):
        raise smtplib.SMTPResponseException(500, b"no")

    monkeypatch.setattr(smtplib.SMTP, "quit", breaks)
    put_one(database)
    assert send() == 1
    assert [one.sent_at is not None for one in waiting(database)] == [True]


def test_all_that_waits_can_be_sent_at_once(database):
    for number in range(205):
        put_one(database, f"p{number}@example.org")
    sent = []
    assert send_all(database, sent.append, FROM) == 205
    assert len({one["To"] for one in sent}) == 205


def test_sending_takes_the_same_few_statements_for_each_letter(database):
    with database.writing() as writer:
        put_all(writer, [Message(f"p{n}@example.org", "Hello", "…") for n in range(50)])
    seen = []
    event.listen(database.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    assert send_due(database, lambda _: None, FROM, most=50) == 50
    asked = [one for one in seen if not one.startswith(("BEGIN", "SET"))]
    assert len(asked) <= 2 * 50 + 4


def test_however_often_it_is_tried_a_message_keeps_its_identifier(database, mailbox, clock):
    tried = []

    def busy(message):
        tried.append(message["Message-ID"])
        raise ConnectionError

    put_one(database)
    put_one(database)
    for _ in range(3):
        send_due(database, busy, FROM)
        clock.advance(timedelta(days=1))
    assert len(tried) == 6
    assert len(set(tried)) == 2
    assert all(one.endswith("@example.org>") for one in tried)


def test_what_would_come_too_late_is_not_sent(database, mailbox, send, clock):
    with database.writing() as writer:
        put(writer, "ada@example.org", "Please answer", "…", not_after=clock() + timedelta(hours=1))
    mailbox.answers = ["451 busy"]
    send()
    clock.advance(timedelta(hours=2))
    assert send() == 0
    assert mailbox.messages == []


def test_a_code_goes_before_letters(database, mailbox, send):
    with database.writing() as writer:
        put(writer, "ada@example.org", "A letter", "…", headers={"List-Id": "<x.example.org>"})
        put(writer, "cleo@example.org", "Your code", "…")
    send()
    assert [one["To"] for one in mailbox.messages] == ["cleo@example.org", "ada@example.org"]


def test_both_forms_arrive_and_long_links_in_headers_stay_whole(database, mailbox, send):
    link = "<https://charter.example.org/me/mail/off/" + "x" * 120 + ">"
    with database.writing() as writer:
        put(
            writer,
            "ada@example.org",
            "Grüße",
            "Liebe Ada,\n",
            html="<p>Liebe <b>Ada</b>,</p>",
            headers={"List-Unsubscribe": link},
        )
    send()
    (message,) = mailbox.messages
    assert message.get_content_type() == "multipart/alternative"
    assert message.get_body(("plain",)).get_content() == "Liebe Ada,\r\n"
    assert message.get_body(("html",)).get_content().strip() == "<p>Liebe <b>Ada</b>,</p>"
    assert f"List-Unsubscribe: {link}\r\n".encode() in mailbox.raw[0]


def test_one_refused_message_does_not_hold_up_the_others(database, mailbox, send):
    put_one(database, "bela@example.org")
    put_one(database, "cleo@example.org")
    mailbox.answers = ["550 no such person"]
    assert send() == 1
    assert [one["To"] for one in mailbox.messages] == ["cleo@example.org"]


def test_a_message_that_cannot_be_written_does_not_hold_up_the_others(database, mailbox, send):
    with database.writing() as writer:
        put(writer, "bela@example.org\nBcc: all@example.org", "Hello", "…")
    put_one(database, "cleo@example.org")
    assert send() == 1
    assert [one["To"] for one in mailbox.messages] == ["cleo@example.org"]


def test_in_the_end_it_is_given_up_and_kept(database, mailbox, send, clock):
    put_one(database)
    mailbox.answers = ["451 busy"] * (MOST_TRIES + 5)
    for _ in range(MOST_TRIES + 3):
        send()
        clock.advance(timedelta(days=30))
    (row,) = waiting(database)
    assert (row.tries, row.sent_at) == (MOST_TRIES, None)
    assert row.body != ""
    assert len(mailbox.answers) == 5


def test_where_no_server_answers_nothing_is_lost(database):
    put_one(database)
    nobody = by_smtp(f"smtp://127.0.0.1:{free_port()}")
    assert send_due(database, nobody, FROM) == 0
    (row,) = waiting(database)
    assert (row.tries, row.sent_at) == (1, None)


def test_members_can_answer_while_mail_is_being_sent(community, mailbox, send):
    number = community.decide("cleo", community.with_words(KINDNESS))
    put_one(community.database)
    mailbox.meanwhile = lambda: community.answer("dov", number)
    assert send() == 1
    assert len(community.round(number).value.stances) == 1


def test_a_code_is_mailed_with_a_link_that_no_server_log_sees(database, mailbox, send):
    with database.writing() as writer:
        send_code(writer, BASE, "ada+charter@example.org", "ABCD-2345")
    send()
    body = mailbox.messages[0].get_content()
    assert "ABCD-2345" in body
    assert f"{BASE}/sign-in#ada%2Bcharter%40example.org:ABCD-2345" in body


def test_without_a_mail_server_messages_are_printed(database, capsys):
    assert sender_for("") is to_terminal
    put_one(database)
    assert send_due(database, sender_for(""), FROM) == 1
    printed = capsys.readouterr().err
    assert "ada@example.org" in printed
    assert "Liebe Ada" in printed
