"""Each page reads what it shows once, in a number of statements that does not depend on how much
there is: its budget.
"""

import json
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from app.storage.tables import AmendmentRow
from tests.growth.conftest import API
from tests.support.growing import grow_people, grow_talk
from tests.support.statements import counted
from tests.support.texts import KINDNESS, LEARNING

WRITERS = ("cleo", "dov", "edda")


@pytest.fixture
def large(found_large):
    return found_large(stewards=2, members=3)


def blocked(community, number, rounds):
    """Let a proposal be blocked so many times, each time with other words, and be decided again."""
    for n in range(rounds):
        if n and community.amendment(number).value.status == "draft":
            community.submit("cleo", number)
        community.clock.advance(timedelta(days=6))
        community.open("ada", number)
        community.object_to("edda", number)
        community.answer_all(number, ["ada", "bela", "dov"])
        community.pass_deadline(number)
        community.tick()
        community.revise("cleo", number, community.with_words((KINDNESS[0], f"Be kind, {n}")))
    if community.amendment(number).value.status == "draft":
        community.submit("cleo", number)
    community.clock.advance(timedelta(days=6))
    community.open("ada", number)
    community.object_to("edda", number)


def propose_many(community, count):
    """So many proposals in discussion, on two passages."""
    for n in range(count):
        old = (KINDNESS if n % 2 else LEARNING)[0]
        number = community.propose(WRITERS[n % 3], community.with_words((old, f"Words {n}")))
        community.submit(WRITERS[n % 3], number)


def statements(looker, *addresses):
    """How many statements each page takes."""
    found = []
    for address in addresses:
        looker.get(address)
        found.append(looker.statements)
    return found


@pytest.fixture
def decided(large):
    """A proposal that was blocked once, with few comments."""
    number = large.propose("cleo", large.with_words(KINDNESS))
    large.submit("cleo", number)
    grow_talk(large, number, 20)
    blocked(large, number, 1)
    return number


@pytest.mark.parametrize("name", ["dov", "ada", "cleo", None])
def test_a_proposal_and_its_decision_are_read_in_one_budget(large, looker, decided, name):
    looker.sign_in(name)
    pages = [f"/{large.slug}/amendments/{decided}", f"/{large.slug}/amendments/{decided}/rounds/2"]
    few = statements(looker, *pages)
    grow_talk(large, decided, 180)
    large.pass_deadline(decided)
    large.tick()
    large.revise("cleo", decided, large.with_words((KINDNESS[0], "Be kind once more")))
    blocked(large, decided, 3)
    looker.sign_in(name)
    many = statements(looker, *pages)
    assert max(many) <= 15
    assert many == few


def test_the_api_tells_of_them_in_the_same_budget(large, looker, decided):
    token = looker.token("dov")
    for path in (f"/amendments/{decided}", f"/amendments/{decided}/rounds/2", "/amendments"):
        looker.get(API + path, headers=token)
        assert looker.statements <= 15


@pytest.mark.parametrize("name", ["dov", "ada", None])
def test_lists_are_read_in_one_budget_however_many_proposals_there_are(large, looker, name):
    propose_many(large, 3)
    number = large.decide("cleo", large.with_words(KINDNESS))
    large.answer("dov", number)
    looker.sign_in(name)
    pages = [f"/{large.slug}", f"/{large.slug}/amendments", f"/{large.slug}/amendments/together"]
    pages += [f"/{large.slug}/calendar"]
    pages += ["/me"] if name else []
    pages += [f"/{large.slug}/desk"] if name == "ada" else []
    few = statements(looker, *pages)
    propose_many(large, 37)
    many = statements(looker, *pages)
    assert max(many) <= 15
    assert many == few
    # The page that is read most has less.
    assert many[0] <= 8


def test_the_list_shows_the_newest_of_each_group_and_leads_to_the_others(large, looker):
    propose_many(large, 65)
    address, seen = f"/{large.slug}/amendments", []
    while address:
        page = looker.get(address)
        seen += [n for n in range(65, 0, -1) if f"Proposal {n}, by" in page]
        found = re.search(r'href="([^"#]+)#discussing">Earlier ones', page)
        address = found and found[1].replace("&amp;", "&")
    assert seen == list(range(65, 0, -1))
    assert "All proposals" in page
    assert "Deciding now" not in page
    some = json.loads(looker.get(f"{API}/amendments?limit=40"))
    assert [one["number"] for one in some["items"]] == list(range(65, 25, -1))
    rest = json.loads(looker.get(f"{API}/amendments?limit=40&cursor={some['next']}"))
    assert [one["number"] for one in rest["items"]] == list(range(25, 0, -1))
    assert rest["next"] is None


def test_drafts_of_others_are_not_read_for_a_list(large, looker):
    mine = large.propose("dov", large.with_words(KINDNESS))
    for _ in range(5):
        large.propose("cleo", large.with_words(LEARNING))
    looker.sign_in("dov")
    page = looker.get(f"/{large.slug}/amendments")
    assert f"Proposal {mine}, by" in page
    assert page.count(", by ") == 1
    looker.sign_in(None)
    assert f"Proposal {mine}," not in looker.get(f"/{large.slug}/amendments")


@pytest.mark.parametrize("times", [1, 5])
def test_an_answer_takes_one_budget_and_its_reply_no_roll(large, looker, times):
    for n in range(12 * times):
        large.join(f"member{n}")
    number = large.decide("cleo", large.with_words(KINDNESS))
    large.answer_all(number, [f"member{n}" for n in range(12 * times)])
    token, path = looker.token("dov"), f"{API}/amendments/{number}/rounds/1"
    looker.client.put(f"{path}/stance", json={"stance": "consent"}, headers=token)
    with counted(looker.installation.database) as sent:
        answer = looker.client.put(f"{path}/stance", json={"stance": "concern", "reason": "Hm."},
                                   headers=token)  # fmt: skip
    turn = sent[: next(n for n, one in enumerate(sent) if one.startswith("INSERT INTO stance")) + 1]
    assert len(turn) <= 12
    # PostgreSQL locks the charter in one of its own.
    assert len(sent) <= 14
    told, whole = answer.json(), json.loads(looker.get(path, headers=token))
    assert [one["stance"] for one in told["stances"]] == ["concern"]
    assert {**told, "stances": []} == {**whole, "stances": []}
    assert told["answered"] == len(whole["stances"]) == 12 * times + 1
    assert told["counts"]["consent"] == 12 * times


def test_a_long_discussion_shows_what_was_said_last_and_the_thread_of_a_link(large, looker):
    number = large.propose("cleo", large.with_words(KINDNESS))
    large.submit("cleo", number)
    grow_talk(large, number, 150)
    answered = large.comment("dov", number, "And so do I.", reply_to=10)
    looker.sign_in("dov")
    address = f"/{large.slug}/amendments/{number}"

    def shown(page):
        return [int(one) for one in re.findall(r'id="comment-(\d+)"', page)]

    page = looker.get(address)
    size = len(page)
    assert shown(page) == list(range(91, 151))
    assert "To what was said last" not in page
    before = looker.get(f"{address}?talk-before=91")
    assert "Earlier: 90 threads" in page
    assert f'{address}?talk-before=91#discussion"' in page
    assert [one for one in shown(before) if one != answered] == list(range(31, 91))
    assert "Earlier: 30 threads" in before
    assert f'{address}#discussion">To what was said last' in before
    first = looker.get(f"{address}?talk-before=31")
    assert shown(first)[-1] == 30
    assert "Earlier:" not in first
    # Whoever follows a link to a comment finds it, with its thread.
    for link in (f"{address}?comment={answered}", f"{address}?reply=10"):
        assert shown(looker.get(link)) == [10, answered, *range(91, 151)]
    assert f'{address}?comment=150#comment-150"' in page
    grow_talk(large, number, 600)
    assert len(looker.get(address)) < size * 1.05


def test_where_many_proposals_meet_the_first_are_told_and_the_others_counted(large, looker):
    """All at one passage, all are apart; a list shows as much as its page has."""
    for n in range(40):
        number = large.propose("cleo", large.with_words((KINDNESS[0], f"Be kind, {n}")))
        large.submit("cleo", number)
    page = looker.get(f"/{large.slug}/amendments")
    assert page.count("It meets proposal") == 30 * 5
    assert page.count("It meets 34 more proposals.") == 30
    page = looker.get(f"/{large.slug}/amendments/together")
    assert page.count("It meets 34 more proposals.") == 30
    assert f'<a href="/{large.slug}/amendments">and 10 more</a>' in page
    page = looker.get(f"/{large.slug}")
    assert f'<a href="/{large.slug}/amendments">and 10 more</a>' in page
    assert "40 proposals would change this" in page
    told = json.loads(looker.get(f"{API}/amendments/together"))
    assert (
        told["pairs"] == json.loads(looker.get(f"{API}/amendments/together?pairs=meeting"))["pairs"]
    )
    assert len(told["pairs"]) == 40 * 39 / 2


def test_a_program_may_leave_out_the_pairs_that_do_not_meet(large, looker):
    propose_many(large, 4)
    every, meeting = (
        json.loads(looker.get(f"{API}/amendments/together{query}"))
        for query in ("", "?pairs=meeting")
    )
    pairs = {(one["first"], one["second"]): one["relation"] for one in every["pairs"]}
    assert list(pairs) == [(1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4)]
    assert meeting["pairs"] == [one for one in every["pairs"] if one["relation"] != "independent"]
    assert [(one["first"], one["second"]) for one in meeting["pairs"]] == [(1, 3), (2, 4)]


@pytest.mark.parametrize("name", ["dov", "ada"])
def test_in_a_large_community_names_are_read_together(large, looker, decided, name):
    grow_people(large, 700)
    looker.sign_in(name)
    pages = [f"/{large.slug}/amendments/{decided}", f"/{large.slug}/amendments/{decided}/rounds/2"]
    # That it is large, the names, and those that look like them take a question each.
    assert max(statements(looker, *pages)) <= 20


def test_the_days_to_look_again_are_listed_a_part_at_a_time(large, looker):
    for n in range(5):
        number = large.propose("cleo", large.with_words((KINDNESS[0], f"Words {n}")))
        large.submit("cleo", number)
    with large.database.writing() as writer:
        wanted = {"status": "adopted", "review_on": date(2026, 9, 1)}
        writer.session.connection().execute(update(AmendmentRow).values(wanted))
    cursor, numbers, seen = "", [], []
    while cursor is not None:
        part = json.loads(looker.get(f"{API}/reviews?limit=2{cursor}"))
        numbers += [one["number"] for one in part["items"]]
        cursor = part["next"] and f"&cursor={part['next']}"
        seen.append(looker.statements)
        assert any("LIMIT" in one and "review_on" in one for one in looker.sent)
    assert numbers == [1, 2, 3, 4, 5]
    assert max(seen) <= 6
