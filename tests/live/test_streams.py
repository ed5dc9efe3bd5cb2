"""Streams of open pages, over real sockets, on each database."""

import json
import re
import threading
from contextlib import contextmanager

import httpx2
import psycopg
import pytest

from app.main import create_app, make_installation
from app.services.authentication.sessions import end_session, new_session
from app.services.record.unseen import unseen
from app.settings import Settings
from app.storage.engine.database import Database
from app.storage.record import watch
from app.storage.tables import EventRow
from app.storage.texts import charters
from tests.support.server import running
from tests.support.texts import KINDNESS, SHARING

WAIT = 20


@pytest.fixture
def c(found_community):
    return found_community(stewards=2, members=3)


@pytest.fixture
def serve(database_url, clock):
    """Serve the database by a process of its own, as far as anything that it shares goes."""

    @contextmanager
    def serving():
        settings = Settings(
            database_url=database_url, secret="a secret of the tests", tick_seconds=0
        )
        app = create_app(make_installation(settings, clock=clock))
        with running(app) as address:
            yield f"{address}/care-charter", app.state.hub
            app.state.hub.close()

    return serving


def session(c, who):
    with c.database.writing() as writer:
        return new_session(writer, c.people[who].person)


class Stream:
    """An open stream."""

    def __init__(self, answer):
        self.answer = answer
        self.lines = answer.iter_lines()

    def next(self):
        """The next event, as its fields."""
        fields = {}
        for line in self.lines:
            if not line and fields:
                return fields
            name, _, value = line.partition(": ")
            if name:
                fields[name] = value
        return None


@contextmanager
def opened(address, token, **more):
    with (
        httpx2.Client(cookies={"charter_session": token}, timeout=WAIT) as client,
        client.stream("GET", f"{address}/live", **more) as answer,
    ):
        yield Stream(answer)


def newest(c):
    return json.loads(c.lines()[-1])["seq"]


@pytest.fixture
def talk(c):
    """A proposal in discussion."""
    number = c.propose("cleo", c.with_words(KINDNESS))
    c.submit("cleo", number)
    return number


def test_an_open_page_learns_of_what_another_process_did_and_nothing_else(c, serve, talk):
    with serve() as (address, _):
        params = {"since": newest(c), "amendment": talk}
        with opened(address, session(c, "dov"), params=params) as stream:
            assert stream.answer.headers["content-type"].startswith("text/event-stream")
            assert "default-src 'none'" in stream.answer.headers["content-security-policy"]
            c.comment("edda", talk, "Something that only members may read.")
            event = stream.next()
            assert event == {"event": "changed", "id": str(newest(c)), "data": "changed"}
            c.comment("edda", talk, "More.")
            assert stream.next()["id"] == str(newest(c))


def test_who_comes_back_hears_of_what_was_missed(c, serve, talk):
    with serve() as (address, _):
        token = session(c, "dov")
        with opened(address, token, params={"since": newest(c), "amendment": talk}) as stream:
            c.comment("edda", talk, "One.")
            last = stream.next()["id"]
        c.comment("edda", talk, "Two.")
        headers = {"Last-Event-ID": last}
        params = {"since": 0, "amendment": talk}
        with opened(address, token, params=params, headers=headers) as stream:
            assert stream.next()["id"] == str(newest(c))
            c.comment("edda", talk, "Three.")
            assert stream.next()["id"] == str(newest(c))


def test_what_is_about_another_proposal_or_anothers_draft_wakes_nobody(c, serve, talk):
    with serve() as (address, _):
        token = session(c, "dov")
        since = newest(c)
        draft = c.propose("edda", c.with_words(SHARING))
        with (
            opened(address, token, params={"since": since, "amendment": talk}) as one,
            opened(address, token, params={"since": since}) as every,
        ):
            c.comment("edda", talk, "First that dov may know of.")
            first = str(newest(c))
            assert every.next()["id"] == first
            assert one.next()["id"] == first
            c.submit("edda", draft)
            assert every.next()["id"] == str(newest(c))
        with opened(address, token, params={"since": first, "amendment": talk}) as one:
            c.comment("edda", talk, "And here.")
            assert one.next()["id"] == str(newest(c))


def test_it_is_asked_again_each_time_who_may_know(c, serve, talk):
    with serve() as (address, _):
        token = session(c, "dov")
        params = {"since": newest(c), "amendment": talk}
        with (
            opened(address, token, params=params) as leaving,
            opened(address, session(c, "edda"), params=params) as signing_out,
        ):
            c.comment("cleo", talk, "One.")
            assert leaving.next()["event"] == signing_out.next()["event"] == "changed"
            with c.writing("ada") as (writer, access):
                person = c.people["dov"].person
                charters.membership_of(writer, access.charter.id, person).left_at = writer.now
                end_session(writer, _token(signing_out))
            c.comment("cleo", talk, "Two.")
            assert leaving.next()["event"] == signing_out.next()["event"] == "close"
            assert leaving.next() is None


def _token(stream):
    return re.search("charter_session=([^;]+)", stream.answer.request.headers["cookie"])[1]


def test_only_members_get_a_stream(c, serve, talk):
    with serve() as (address, _):
        assert httpx2.get(f"{address}/live").status_code == 403
        with opened(address, "no session") as stream:
            assert stream.answer.status_code == 403
        with opened(address.replace("care-charter", "other"), session(c, "dov")) as stream:
            assert stream.next()["event"] == "close"
        draft = c.propose("edda", c.with_words(SHARING))
        with opened(address, session(c, "dov"), params={"amendment": draft}) as stream:
            assert stream.next()["event"] == "close"


def test_one_thread_watches_for_all_and_there_is_a_limit(c, serve, talk):
    with serve() as (address, hub):
        hub._most_each = 2
        dov, edda = session(c, "dov"), session(c, "edda")
        before = _watchers()
        with (
            opened(address, dov) as one,
            opened(address, dov) as two,
            opened(address, edda) as three,
        ):
            assert [each.next()["event"] for each in (one, two, three)] == ["changed"] * 3
            assert len(hub) == 3
            assert _watchers() == before + 1
            with opened(address, dov) as refused:
                assert refused.answer.status_code == 429


def _watchers():
    return sum(thread.name == "live" for thread in threading.enumerate())


def test_a_lost_connection_is_made_anew_and_nothing_is_missed(c, clock, monkeypatch):
    if not c.database.url.startswith("postgresql"):
        return  # only there is a connection that others can end
    monkeypatch.setattr(watch, "PAUSE", 0.05)
    stop, heard = threading.Event(), threading.Semaphore(0)
    own = Database(c.database.url, clock)
    thread = threading.Thread(target=watch.watch, args=(own, stop, heard.release))
    thread.start()
    try:
        assert heard.acquire(timeout=WAIT)
        with psycopg.connect(c.database.url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND query LIKE 'LISTEN%'"
            )
        assert heard.acquire(timeout=WAIT)
        number = c.propose("cleo", c.with_words(KINDNESS))
        c.submit("cleo", number)
        assert heard.acquire(timeout=WAIT)
    finally:
        stop.set()
        thread.join()
        own.dispose()


def test_what_is_no_line_of_a_record_wakes_no_page(c, serve, talk):
    with serve() as (address, hub):
        with opened(address, session(c, "dov"), params={"since": newest(c)}) as stream:
            session(c, "edda")
            with c.database.writing() as writer:
                assert writer.session.get(EventRow, 1) is not None
            c.comment("edda", talk)
            assert stream.next()["id"] == str(newest(c))
        # The page may have looked for itself before the thread that watches did.
        wanted, patience = {"care-charter": (newest(c), 0)}, threading.Event()
        for _ in range(100):
            if hub._lines == wanted:
                break
            patience.wait(0.05)
        assert hub._lines == wanted


def test_what_nobody_was_told_last_is_passed_over(c, serve, talk):
    """A last event of more digits than a line of a record has would never be reached again."""
    with serve() as (address, _):
        token, since = session(c, "dov"), newest(c)
        params = {"since": since, "amendment": talk}
        c.comment("edda", talk, "One.")
        for wrong in ("9" * 11, "9" * 5000, "-1", "x", ""):
            headers = {"Last-Event-ID": wrong}
            with opened(address, token, params=params, headers=headers) as stream:
                assert stream.next()["id"] == str(newest(c)), wrong[:20]


def test_an_answer_wakes_the_pages_of_those_who_may_know_of_it_and_no_others(c, serve):
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.answer("dov", number)
    with c.reading("dov") as (reader, access):
        since = watch.newest_in(reader, access.charter.id, unseen(reader, access))
    assert str(since) == f"{newest(c)}.1"
    with serve() as (address, _):
        params = {"since": str(since), "amendment": number}
        hidden = {"since": newest(c), "amendment": number}
        with (
            opened(address, session(c, "dov"), params=params) as stream,
            opened(address, session(c, "edda"), params=hidden) as other,
        ):
            c.object_to("ada", number)
            assert stream.next()["id"] == f"{newest(c)}.2"
            c.comment("bela", number, "One.")
            assert stream.next()["id"] == str(newest(c))
            assert other.next()["id"] == str(newest(c))
