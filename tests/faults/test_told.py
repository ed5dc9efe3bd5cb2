"""What people, programs and operators are told when the database fails in the middle of an act."""

from __future__ import annotations

import pytest

from app.storage.engine.clock_rules import ClockStopped
from app.storage.engine.database import Busy
from app.web.api import answers
from app.web.serving.turns import TooBusy
from tests.faults.acts import UNKNOWN, Command, Request
from tests.faults.driver import COMMIT, Harm
from tests.matrix.parts import K

PAGE = Request("a comment", "finn", "POST", f"{K}/comments", {"body": "Hm."})
API = Request(
    "a comment", "finn", "POST", "/api/v1/charters/{slug}/amendments/{k:int}/comments",
    {"body": "Hm."}, headers={"Idempotency-Key": "once"},
)  # fmt: skip
DRAFT = Request(
    "a proposal", "finn", "POST", "/api/v1/charters/{slug}/amendments",
    {"base": "{head}", "text": "{text}", "title": "Again"}, headers={"Idempotency-Key": "once"},
)  # fmt: skip
TOKEN = Command("a token", ("token", "finn@example.org"))


@pytest.fixture
def fail(stage):
    """Do an act with harm: at its COMMIT, or before its first statement that writes."""

    def failing(act, harm, what=COMMIT, do=None):
        do = do or act.send
        stage.reset()
        with stage.driver().between() as sent:
            do(stage)
        stage.reset()
        at = max(number for number, one in enumerate(sent.points) if one == what)
        with stage.driver(harm=harm, at=at).between():
            return do(stage)

    return failing


def test_nobody_says_that_nothing_was_lost_when_a_commit_is(fail):
    answer = fail(PAGE, Harm.LOST_AFTER)
    assert answer.status_code == 503
    assert UNKNOWN in answer.text
    assert "It is not known whether this was saved" in answer.text
    assert "othing was" not in answer.text


def test_a_program_reads_whether_it_was_saved(fail):
    told = fail(API, Harm.LOST_AFTER).json()
    assert told["status"] == 503
    assert UNKNOWN in told["detail"]
    assert told["saved"] == "unknown"
    told = fail(API, Harm.IO, "INSERT").json()
    assert "nothing was saved" in told["detail"]
    assert told["saved"] == "no"


def test_who_asks_again_with_the_same_key_does_it_once(stage, fail):
    assert fail(API, Harm.LOST_AFTER).status_code == 503
    first = API.send(stage)
    assert first.status_code == 201
    said = Request("look", "finn", "GET", API.pattern).send(stage).json()["items"]
    assert [one["id"] for one in said if one["body"] == "Hm."] == [first.json()["id"]]


def drafts(stage):
    said = Request("look", "finn", "GET", DRAFT.pattern).send(stage).json()["items"]
    return [one["number"] for one in said if one["title"] == "Again"]


def at_the_answer(stage, harm, what):
    """Do `DRAFT` with harm behind the COMMIT of the act: at the first of what makes its answer."""
    stage.reset()
    with stage.driver().between() as sent:
        assert DRAFT.send(stage).status_code == 201
    stage.reset()
    behind = sent.points.index(COMMIT) + 1
    with stage.driver(harm=harm, at=sent.points.index(what, behind)).between():
        return DRAFT.send(stage)


@pytest.mark.parametrize("what", ["UPDATE", COMMIT])
def test_an_answer_that_cannot_be_kept_is_given_all_the_same_and_given_again(stage, what):
    first = at_the_answer(stage, Harm.FULL, what)
    again = [DRAFT.send(stage) for _ in range(3)]
    assert {one.status_code for one in (first, *again)} == {201}
    assert {one.text for one in again} == {first.text}
    assert drafts(stage) == [first.json()["number"]]


def test_an_answer_that_cannot_be_made_is_made_when_it_is_asked_for_again(stage):
    first = at_the_answer(stage, Harm.IO, "SELECT")
    assert first.status_code == 503
    assert first.json()["saved"] == "unknown"
    again = [DRAFT.send(stage) for _ in range(3)]
    assert {one.status_code for one in again} == {201}
    assert len({one.text for one in again}) == 1
    assert drafts(stage) == [again[0].json()["number"]]


@pytest.mark.parametrize("error", [Busy(), ClockStopped("The clock leapt."), TooBusy()], ids=repr)
def test_who_did_something_is_not_told_of_what_only_kept_the_answer(stage, monkeypatch, error):
    def refuse(*_):
        raise error

    with monkeypatch.context() as failing:
        failing.setattr(answers, "finish", refuse)
        first = DRAFT.send(stage)
    assert first.status_code == 201
    assert DRAFT.send(stage).text == first.text
    assert drafts(stage) == [first.json()["number"]]


def test_what_only_read_says_nothing_of_saving(fail):
    told = fail(Request("look", "finn", "GET", "/api/v1/charters/{slug}"), Harm.IO, "SELECT").json()
    assert told["detail"] == "The database does not answer right now. Try again soon."
    assert "saved" not in told


def test_the_words_are_in_the_language_of_who_reads_them(fail):
    act = Request(
        "in German", "finn", "POST", f"{K}/comments", {"body": "Hm."},
        headers={"Accept-Language": "de"},
    )  # fmt: skip
    assert "Sieh nach, bevor du es noch einmal versuchst" in fail(act, Harm.LOST_AFTER).text


def test_the_command_line_says_the_same(fail):
    said = fail(TOKEN, Harm.LOST_AFTER, do=TOKEN.do)
    assert UNKNOWN in said.text
    assert said.text.startswith("charter: ")
    said = fail(TOKEN, Harm.FULL, "INSERT", do=TOKEN.do)
    assert "can only be read right now, so nothing was saved" in said.text
    assert "The database said: " in said.text
    assert "Traceback" not in said.text


def test_a_full_disk_is_not_taken_for_a_broken_backup(stage, fail):
    from tests.faults.every import every_act

    act = next(one for one in every_act() if one.name == "charter restore")
    act.prepare(stage)
    with stage.driver().between() as sent:
        act.do(stage)
    stage.reset()
    act.prepare(stage)
    # The last of the rows: what comes in behind is kept in a transaction of its own, or aside.
    rows = sent.points[: sent.points.index(COMMIT, sent.points.index("INSERT"))]
    at = max(number for number, one in enumerate(rows) if one == "INSERT")
    with stage.driver(harm=Harm.FULL, at=at).between():
        said = act.do(stage)
    assert said.kind == "nothing"
    assert "no whole backup" not in said.text
