"""However much is said about a proposal, a page or a program reads what it shows of it."""

import json
import re

import pytest

from app.services import entry
from app.services.talking.comment_edits import edit_comment, take_back_comment
from app.services.talking.mirror import look_in_mirror
from tests.growth.conftest import API
from tests.support.growing import grow_talk
from tests.support.texts import KINDNESS

COMMENT = re.compile(r'id="comment-(\d+)"')


@pytest.fixture
def large(found_large):
    return found_large(members=3)


@pytest.fixture
def number(large):
    number = large.propose("cleo", large.with_words(KINDNESS))
    large.submit("cleo", number)
    grow_talk(large, number, 3)
    return number


def shown(page):
    return [int(one) for one in COMMENT.findall(page)]


@pytest.mark.parametrize("name", ["dov", "ada"])
def test_a_thread_of_ten_times_the_answers_costs_the_same(large, looker, number, name):
    looker.sign_in(name)
    seen = []
    for count in (60, 540):
        grow_talk(large, number, count, reply_to=2)
        page = looker.get(f"/{large.slug}/amendments/{number}")
        seen.append((looker.statements, len(page)))
        assert len(shown(page)) == 3 + 20
    (few, size), (many, large_size) = seen
    assert few == many <= 15
    assert large_size <= size * 1.05


def test_every_answer_of_a_long_thread_can_be_reached_and_is_told_once(large, looker, number):
    grow_talk(large, number, 65, reply_to=2)
    looker.sign_in("dov")
    address, seen = f"/{large.slug}/amendments/{number}", []
    while address:
        page = looker.get(address)
        assert "65 answers" in page or seen
        seen += [one for one in reversed(shown(page)) if one > 3]
        found = re.search(r'href="([^"]+answers-before[^"]+)">Earlier: ', page)
        address = found and found[1].replace("&amp;", "&")
    assert seen == list(range(68, 3, -1))
    assert "To the newest answers" in page


def test_a_link_to_an_old_answer_shows_it_with_what_it_answers(large, looker, number):
    first = large.comment("dov", number, "An answer.", reply_to=2)
    deep = large.comment("edda", number, "An answer to that.", reply_to=first)
    grow_talk(large, number, 65, reply_to=2)
    looker.sign_in("dov")
    address = f"/{large.slug}/amendments/{number}"
    assert deep not in shown(looker.get(address))
    assert {2, first, deep, 70} <= set(shown(looker.get(f"{address}?comment={deep}")))
    # What answers one that is not shown stands with what the thread begins with.
    last = large.comment("edda", number, "One more to that.", reply_to=first)
    page = looker.get(address)
    assert last in shown(page)
    assert first not in shown(page)


def test_few_long_threads_fill_a_page(large, looker, number):
    for first in range(4, 24):
        grow_talk(large, number, 1)
        grow_talk(large, number, 30, reply_to=first if first == 4 else 4 + 31 * (first - 4))
    looker.sign_in("dov")
    page = looker.get(f"/{large.slug}/amendments/{number}")
    assert len(shown(page)) == 10 * 21
    assert "Earlier: 13 threads" in page


def test_a_program_gets_the_comments_of_its_page_and_no_others(large, looker, number):
    token, seen = looker.token("dov"), []
    for count in (40, 400):
        grow_talk(large, number, count)
        looker.get(f"{API}/amendments/{number}/comments?limit=20&cursor=9", headers=token)
        seen.append(looker.statements)
        assert not [one for one in looker.sent if "comment.body_id" in one and " IN " not in one]
    assert seen[0] == seen[1]
    cursor, ids = "", []
    while cursor is not None:
        answer = looker.get(f"{API}/amendments/{number}/comments?limit=100{cursor}", headers=token)
        part = json.loads(answer)
        ids += [one["id"] for one in part["items"]]
        cursor = part["next"] and f"&cursor={part['next']}"
        assert part["kept_back"] == 0
    assert ids == list(range(1, 444))


def test_an_amendment_for_a_program_reads_no_comments(large, looker, number):
    told = json.loads(looker.get(f"{API}/amendments/{number}", headers=looker.token("dov")))
    assert told["comments_count"] == 3
    assert not [one for one in looker.sent if "comment.quote_id" in one]


def test_only_what_was_said_since_one_spoke_waits_for_one(large, looker, number):
    """Answers, and calls by name, of very many the newest."""
    mine = large.comment("dov", number, "What do you think?")
    grow_talk(large, number, 8, reply_to=mine)
    spoke = max(n for n in range(mine + 1, mine + 9) if n % 4 == 2)
    large.comment("edda", number, "@Dov, do look.")
    looker.sign_in("dov")
    page = looker.get("/me")
    linked = {int(one) for one in re.findall(r"comment=(\d+)", page)}
    assert linked == {*range(spoke + 1, mine + 10)}
    large.comment("dov", number, "I see.")
    assert "comment=" not in looker.get("/me")
    grow_talk(large, number, 240, reply_to=mine)
    assert len(set(re.findall(r"comment=(\d+)", looker.get("/me")))) <= 100


def test_ones_part_of_the_words_is_counted_where_they_are_kept(large, number):
    edited = large.comment("dov", number, "One two three.")
    taken_back = large.comment("dov", number, "Four five six seven eight nine ten.")
    large.comment("edda", number, "One\ntwo three\n\nfour five six seven.")
    with large.writing("dov") as (writer, access):
        take_back_comment(writer, access, number, taken_back)
        edit_comment(writer, access, number, edited, "One two three four five.")
    others = 3 * len(["Comment", "1:", "I", "like", "how", "**kind**", "this", "is."])
    with large.reading("edda") as (reader, access):
        kept = entry.amendment(reader, access, number)
        mirror = look_in_mirror(reader, access, kept)
    mine = 7 + others // 3
    assert mirror.share == round(100 * mine / (5 + 7 + others))
    assert (mirror.silent, mirror.members) == (1, 4)


def plan_of(house, statement):
    """How SQLite goes about a statement, step by step."""
    values = [None] * statement.count("?")
    with house.database.engine.connect() as connection:
        found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", tuple(values))
        return [row[3] for row in found]


@pytest.mark.parametrize("address", ["/{slug}/desk", "/me"])
def test_no_page_looks_through_all_comments_of_a_charter(large, looker, number, address):
    looker.sign_in("ada")
    looker.get(address.format(slug=large.slug))
    asked = [one for one in looker.sent if "comment" in one and one.startswith(("SELECT", "WITH"))]
    assert asked
    # How PostgreSQL goes about it depends on how much there is.
    is_sqlite = large.database.engine.dialect.name == "sqlite"
    for statement in asked if is_sqlite else ():
        plan = plan_of(large, statement)
        assert not [step for step in plan if step.startswith("SCAN comment")], statement
        every = [n for n, step in enumerate(plan) if "SEARCH amendment" in step[:16]]
        of_all = [n for n in every if "(charter_id=?)" in plan[n]]
        assert not [n for n in of_all if plan[n + 1].startswith("SEARCH comment ")], statement
