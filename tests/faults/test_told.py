"""What people, programs and operators are told when the database fails in the middle of an act."""

from __future__ import annotations

import pytest

from tests.faults.acts import UNKNOWN, Command, Request
from tests.faults.driver import COMMIT, Harm
from tests.matrix.parts import K

PAGE = Request("a comment", "finn", "POST", f"{K}/comments", {"body": "Hm."})
API = Request(
    "a comment", "finn", "POST", "/api/v1/charters/{slug}/amendments/{k:int}/comments",
    {"body": "Hm."}, headers={"Idempotency-Key": "once"},
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

    act = next(one for one in every_act() if one.name == "backup.read")
    act.prepare(stage)
    with stage.driver().between() as sent:
        act.do(stage)
    stage.reset()
    act.prepare(stage)
    at = sent.points.index("INSERT")
    with stage.driver(harm=Harm.FULL, at=at).between():
        said = act.do(stage)
    assert said.kind == "nothing"
    assert "no whole backup" not in said.text
