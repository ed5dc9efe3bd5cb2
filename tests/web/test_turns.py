"""Whose turn it is: in the event loop, fair to people, bounded, and never lost."""

import asyncio
from datetime import timedelta
from threading import current_thread

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy.exc import OperationalError

from app.main import create_app
from app.services.authentication.sessions import new_session
from app.services.authentication.tokens import new_token
from app.storage.engine.database import Database
from app.web.middleware import SAFE_METHODS
from app.web.pages.authentication import sign_in
from app.web.serving.admission import Admission
from app.web.serving.routing import Route
from app.web.serving.turns import TooBusy, Turns


async def hold(turns, who, log, until):
    async with turns.taken(who):
        log.append(who)
        await until.wait()


async def settle_down():
    """Let every task go as far as it can."""
    for _ in range(50):
        await asyncio.sleep(0)


def play(story):
    return asyncio.run(story())


async def _crowd(turns, whom):
    """The first goes in; the others stand in line behind it, in this order."""
    log, gates, tasks = [], [], []
    for who in whom:
        gates.append(asyncio.Event())
        tasks.append(asyncio.create_task(hold(turns, who, log, gates[-1])))
        await settle_down()
    return log, gates, tasks


def test_one_is_in_and_the_others_follow_in_order():
    async def story():
        turns = Turns(1)
        log, gates, tasks = await _crowd(turns, "abc")
        assert log == ["a"]
        gates[0].set()
        await settle_down()
        assert log == ["a", "b"]
        for gate in gates:
            gate.set()
        await asyncio.gather(*tasks)
        assert log == ["a", "b", "c"]

    play(story)


def test_whoever_sends_many_at_once_waits_for_their_own_and_not_others():
    async def story():
        turns = Turns(1)
        log, gates, tasks = await _crowd(turns, "xxxxab")
        for gate in gates:
            gate.set()
        await asyncio.gather(*tasks)
        assert "".join(log) == "xxabxx"

    play(story)


def test_a_turn_that_is_given_back_early_is_given_back_once():
    async def story():
        turns, log = Turns(1), []
        is_back, gate = asyncio.Event(), asyncio.Event()

        async def hold_briefly():
            async with turns.taken("a") as turn:
                await asyncio.to_thread(turn.give_back)
                is_back.set()
                await gate.wait()

        first = asyncio.create_task(hold_briefly())
        await is_back.wait()
        second = asyncio.create_task(hold(turns, "b", log, gate))
        await settle_down()
        assert log == ["b"]
        gate.set()
        await asyncio.gather(first, second)
        assert turns.taken_now == 0
        async with turns.taken("c"):
            assert turns.taken_now == 1

    play(story)


def test_as_many_are_in_at_once_as_were_said():
    async def story():
        turns = Turns(3)
        log, gates, tasks = await _crowd(turns, "abcde")
        assert "".join(log) == "abc"
        for gate in gates:
            gate.set()
        await asyncio.gather(*tasks)
        log, gates, tasks = await _crowd(turns, "abcde")
        assert "".join(log) == "abc"
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    play(story)


def test_who_waits_too_long_is_told_so_and_the_turn_goes_on():
    async def story():
        turns = Turns(1, patience=0.01)
        log, gates, tasks = await _crowd(turns, "a")
        with pytest.raises(TooBusy) as refused:
            await hold(turns, "b", log, gates[0])
        assert "Nothing was done" in refused.value.reason
        gates[0].set()
        await asyncio.gather(*tasks)
        log, _, tasks = await _crowd(turns, "c")
        assert log == ["c"]
        tasks[0].cancel()

    play(story)


def test_no_more_wait_than_can_hope_for_a_turn():
    async def story():
        turns = Turns(1, most_waiting=2)
        log, gates, tasks = await _crowd(turns, "abc")
        with pytest.raises(TooBusy):
            await hold(turns, "d", log, gates[0])
        for gate in gates:
            gate.set()
        await asyncio.gather(*tasks)

    play(story)


def test_who_goes_away_while_waiting_leaves_no_gap():
    async def story():
        turns = Turns(1)
        log, gates, tasks = await _crowd(turns, "abc")
        tasks[1].cancel()
        await settle_down()
        gates[0].set()
        await settle_down()
        assert log == ["a", "c"]
        gates[2].set()
        await asyncio.gather(*tasks, return_exceptions=True)

    play(story)


def test_who_goes_away_just_as_it_is_their_turn_passes_it_on():
    async def story():
        turns = Turns(1)
        log, gates, tasks = await _crowd(turns, "abc")
        gates[0].set()
        await tasks[0]  # b was called, and its task has not run since
        tasks[1].cancel()
        await settle_down()
        assert log in (["a", "c"], ["a", "b", "c"])
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        log, _, tasks = await _crowd(turns, "d")
        assert log == ["d"]
        tasks[0].cancel()

    play(story)


def test_a_failure_gives_the_turn_back():
    async def story():
        turns = Turns(1)
        with pytest.raises(ZeroDivisionError):
            async with turns.taken("a"):
                raise ZeroDivisionError
        log, _, tasks = await _crowd(turns, "b")
        assert log == ["b"]
        tasks[0].cancel()

    play(story)


def test_every_route_waits_for_its_turn_and_none_changes_anything_in_the_event_loop(installation):
    seen = 0
    for context in iter_route_contexts(create_app(installation).routes):
        route = context.original_route
        if not isinstance(route, APIRoute):
            continue
        assert isinstance(route, Route), route.path
        if not SAFE_METHODS.issuperset(route.methods):
            seen += 1
            assert asyncio.iscoroutinefunction(route.endpoint), route.path
            assert not asyncio.iscoroutinefunction(route.endpoint.__wrapped__), route.path
    assert seen > 100


def no_turn(client):
    """Let it be nobody's turn in time."""
    queues = client.app.state.queues
    for one in (queues.writing, queues.working):
        one.at_once, one.patience = 0, 0


def test_a_program_whose_turn_did_not_come_is_told_when_to_try_again(client, installation, three):
    no_turn(client)
    with installation.database.writing() as writer:
        token = new_token(writer, "cleo@example.org", "tests")
    answer = client.put(
        "/api/v1/me/name", json={"name": "Cleo"}, headers={"Authorization": f"Bearer {token}"}
    )
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Nothing was done" in answer.json()["detail"]


def test_a_person_whose_turn_did_not_come_sends_what_they_typed_once_more(
    client, installation, three
):
    no_turn(client)
    with installation.database.writing() as writer:
        client.cookies.set("charter_session", new_session(writer, three.people["cleo"].person))
    words = {"title": "A <b>new</b> title", "act": "draft", "base": "1"}
    answer = client.post("/care-charter/amendments/new", data=words)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    page = answer.text
    assert 'action="/care-charter/amendments/new"' in page
    assert 'name="title" value="A &lt;b&gt;new&lt;/b&gt; title"' in page
    assert "Send it once more" in page


def test_health_asks_neither_a_thread_nor_the_database(client, monkeypatch):
    monkeypatch.setattr("starlette.concurrency.run_in_threadpool", None)
    monkeypatch.setattr(Database, "reading", None)
    monkeypatch.setattr(Database, "writing", None)
    assert client.get("/health").text == "ok\n"


def test_ready_means_that_something_can_be_written(client, installation, monkeypatch):
    assert client.get("/ready").status_code == 200
    monkeypatch.setattr(installation.database, "wrote_within", lambda _seconds: False)
    monkeypatch.setattr(
        installation.database,
        "writing",
        lambda **_: (_ for _ in ()).throw(OperationalError("", {}, Exception("disk full"))),
    )
    assert client.get("/ready").status_code == 503


def test_the_mail_of_a_code_waits_for_no_thread_of_a_page(client, three, monkeypatch):
    threads = []
    monkeypatch.setattr(sign_in, "mail_code", lambda *_: threads.append(current_thread().name))
    assert client.post("/sign-in", data={"email": "cleo@example.org"}).status_code == 200
    assert threads[0].startswith("aside")


@pytest.mark.parametrize(
    "path", ["/care-charter", "/care-charter/amendments/1", "/api/v1/charters/care-charter"]
)
def test_who_only_reads_does_what_is_due_in_a_turn(client, three, clock, monkeypatch, path):
    number = three.propose("cleo", three.with_words(("## Purpose", "## Our purpose")))
    three.submit("cleo", number)
    clock.advance(timedelta(days=30))
    three.open("ada", number)
    clock.advance(timedelta(days=30))
    begun, whole = [], Database.writing

    def watched(self, **more):
        begun.append(client.app.state.queues.writing.taken_now)
        return whole(self, **more)

    monkeypatch.setattr(Database, "writing", watched)
    assert client.get(path).status_code == 200
    assert begun == [1]
    assert three.round(number).value.outcome is not None


def asked(path, method="GET"):
    return {"type": "http", "path": path, "method": method, "headers": [], "client": ("::1", 1)}


async def _crowded(access):
    """As many requests as are let in, each waiting for its gate; and who is asked after them."""
    inside, gate = [], asyncio.Event()

    async def app(scope, _receive, send):
        inside.append(scope["path"])
        if scope["path"] == "/stream":
            await send({"type": "http.response.start", "status": 200, "headers": []})
        await gate.wait()

    admission = Admission(app)
    admission._reading = Turns(access)
    return admission, inside, gate


async def _nothing(*_):
    pass


def test_so_many_are_let_in_at_once_and_health_always():
    async def story():
        admission, inside, gate = await _crowded(2)
        paths = ("/a", "/b", "/c", "/health")
        tasks = [asyncio.create_task(admission(asked(one), _nothing, _nothing)) for one in paths]
        await settle_down()
        assert inside == ["/a", "/b", "/health"]
        gate.set()
        await asyncio.gather(*tasks)
        assert inside == ["/a", "/b", "/health", "/c"]

    play(story)


def test_a_page_that_stays_open_holds_nobody_up():
    async def story():
        admission, inside, gate = await _crowded(1)
        paths = ("/stream", "/a")
        tasks = [asyncio.create_task(admission(asked(one), _nothing, _nothing)) for one in paths]
        await settle_down()
        assert inside == ["/stream", "/a"]
        gate.set()
        await asyncio.gather(*tasks)
        assert admission._reading.taken_now == 0

    play(story)


def test_who_is_not_let_in_in_time_is_told_when_to_try_again(client):
    admission = next(one for one in _layers(client.app) if isinstance(one, Admission))
    admission._reading = Turns(0, patience=0)
    answer = client.get("/api/v1/charters")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["detail"].endswith("Please try again in a few seconds.")
    assert client.get("/health").status_code == 200


def _layers(app):
    layer = app.middleware_stack
    while layer is not None:
        yield layer
        layer = getattr(layer, "app", None)
