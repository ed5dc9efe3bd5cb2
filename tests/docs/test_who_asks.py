"""Every act asks a rule, or stands among the few that have none, and the page tells which."""

import ast
import re

import pytest

from tests.support import who_asks

PAGE = who_asks.PAGE.read_text(encoding="utf-8")
AGAIN = "python -m tests.support.who_asks writes the table anew"


def without_rule():
    """The acts of the second table."""
    table = PAGE.partition("## Acts that ask no rule")[2]
    return [one for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
            for one in re.findall(r"`([\w.]+)`", row)]  # fmt: skip


def test_every_act_asks_a_rule_or_says_why_it_has_none():
    silent = {who_asks.short(one) for one in who_asks.written_from_web()
              if not who_asks.asked_by(one)}  # fmt: skip
    assert len(without_rule()) == len(set(without_rule()))
    assert silent == set(without_rule())


def test_the_page_tells_what_each_act_asks_and_where_it_is_done():
    told = [line for line in PAGE.splitlines() if line.startswith("| `") and line.count("|") == 4]
    assert told == who_asks.rows(who_asks.service()), AGAIN
    assert len(told) > 60


def test_pages_write_through_acts_alone():
    """Nothing in `app.web` writes rows by itself, but the answers kept for programs."""
    assert {
        one for one in who_asks.written_from_web() if not one.startswith(who_asks.ACTS)
    } == set()
    web = who_asks.ROOT / "app" / "web"
    adds = re.compile(r"session\.(add|delete|merge|flush)\(|\b(insert|update|delete)\(\w+Row")
    found = {one.name for one in web.rglob("*.py") if adds.search(one.read_text(encoding="utf-8"))}
    assert found == {"answers.py"}


RULES = [
    "def may_do(actor):\n    return actor.is_member",
    "def do(actor):\n    if not actor.is_member:\n        raise NotAllowed('No.')",
]


@pytest.mark.parametrize("source", RULES)
@pytest.mark.parametrize("asks", [True, False])
def test_a_rule_that_is_taken_out_of_an_act_is_missed(monkeypatch, source, asks):
    """The reader of the source is read itself: with the rule, and with it taken out."""
    (rule,) = ast.parse(source).body
    body = f"demand({rule.name}(room.actor))" if asks else "pass"
    (act,) = ast.parse(f"def act(writer: Writer, room):\n    {body}").body
    names = {rule.name: f"amendments.new.{rule.name}"}
    house = {
        f"amendments.new.{rule.name}": (rule, frozenset()),
        "app.services.new.act": (act, frozenset(who_asks._used(act, names))),
    }
    monkeypatch.setattr(who_asks, "functions", lambda: house)
    assert who_asks.asked_by("app.services.new.act") == ([f"new.{rule.name}"] if asks else [])
