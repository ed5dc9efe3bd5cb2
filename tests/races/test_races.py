"""What must hold when several processes act at the same moment, on each database."""

import itertools
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import func, select

from amendments.ruleset import Ruleset
from app.mail.reactions import forget
from app.services.belonging.invite import invite_by_link
from app.storage.engine.database import Database
from app.storage.mail import notices
from app.storage.mail.notices import Quiet
from app.storage.tables import CharterRow, StanceRow
from app.storage.texts.charters import find_person
from app.storage.upkeep.copies import copies_of
from app.storage.upkeep.migrate import migrate
from tests.support.community import Community
from tests.support.racing import race
from tests.support.schemas.fixtures import FIXTURES
from tests.support.texts import KINDNESS, KINDNESS_OTHERWISE, LEARNING

MEMBERS = 60
QUICK = Ruleset(discussion=timedelta(0), round=timedelta(0), late_objection=timedelta(0))


@pytest.fixture
def now(clock):
    """The processes of a race read the real clock, so the story before it happens just now."""
    return clock.set(datetime.now(UTC))


def decided(community, words, *, by="cleo", hours=1, answers=()):
    """An amendment with a round that stays open for so many hours."""
    number = community.propose(by, community.with_words(words))
    community.submit(by, number)
    community.open("ada", number, community.clock() + timedelta(hours=hours))
    community.answer_all(number, answers)
    return number


def persons(community, *names):
    return [community.people[name].person for name in names]


def test_a_whole_roll_answers_at_once(found_community, now, database_url):
    community = found_community(members=MEMBERS - 1, ruleset=QUICK)
    decided(community, KINDNESS)
    stances = itertools.cycle(["consent", "concern", "stand_aside", "object"])
    answers = [
        (person.person, stance)
        for person, stance in zip(community.people.values(), stances, strict=False)
    ]
    assert len(answers) == MEMBERS
    # Ten of them answer in both processes: once here and once there.
    shares = (answers[:35], answers[25:])
    done = race(database_url, *(("answer", {"answers": share}) for share in shares))
    assert Counter(itertools.chain(*done)) == {"done": MEMBERS + 10}
    tally = community.round(1).value.tally()
    assert tally.counts == {
        **dict.fromkeys(["consent", "concern", "stand_aside", "object"], MEMBERS // 4),
        "need_time": 0,
    }
    assert tally.open_objections == MEMBERS // 4
    assert sorted(one.value.number for one in community.objections(1)) == list(
        range(1, MEMBERS // 4 + 1)
    )
    with community.database.reading() as reader:
        assert reader.session.exec(select(func.count(StanceRow.id))).one() == MEMBERS + 10
    assert [one.kind for one in community.held()] == ["stance.taken"] * (MEMBERS + 10)


def test_two_publications_at_once_on_one_passage_make_one_revision(
    found_community, now, database_url
):
    community = found_community(ruleset=QUICK)
    names = list(community.people)
    one = decided(community, KINDNESS, answers=names)
    other = decided(community, KINDNESS_OTHERWISE, by="dov", answers=names)
    (ada,) = persons(community, "ada")
    done = race(
        database_url,
        *(("close", {"person": ada, "amendment": number}) for number in (one, other)),
    )
    assert sorted(itertools.chain(*done)) == ["WrongState", "done"]
    assert community.head.number == 2
    outcomes = sorted(community.round(number).value.outcome for number in (one, other))
    assert outcomes == ["passed", "void"]


def test_two_publications_at_once_elsewhere_follow_one_another(found_community, now, database_url):
    community = found_community(ruleset=QUICK)
    names = list(community.people)
    numbers = [
        decided(community, KINDNESS, answers=names),
        decided(community, LEARNING, answers=names),
    ]
    (ada,) = persons(community, "ada")
    done = race(
        database_url, *(("close", {"person": ada, "amendment": number}) for number in numbers)
    )
    assert done == [["done"], ["done"]]
    assert [one.number for one in community.revisions()] == [1, 2, 3]
    text = community.head.document.text
    assert KINDNESS[1] in text
    assert LEARNING[1] in text


def test_of_two_closes_at_once_one_wins_and_the_other_is_told(found_community, now, database_url):
    community = found_community(stewards=2, ruleset=QUICK)
    number = decided(community, KINDNESS, answers=list(community.people))
    done = race(
        database_url,
        *(
            ("close", {"person": person, "amendment": number})
            for person in persons(community, "ada", "bela", "ada", "bela")
        ),
    )
    assert sorted(itertools.chain(*done)) == ["WrongState"] * 3 + ["done"]
    assert community.head.number == 2
    assert sum('"round.closed"' in line for line in community.lines()) == 1


def test_ticks_at_once_close_what_is_due_once(found_community, now, clock, database_url):
    clock.advance(-timedelta(hours=2))
    community = found_community(ruleset=QUICK)
    for words in (KINDNESS, LEARNING):
        decided(community, words, hours=1, answers=["ada", "cleo"])
    clock.advance(timedelta(hours=2))
    done = race(database_url, *[("tick", {"times": 3})] * 3)
    assert sum(int(closed) for closed in itertools.chain(*done)) == 2
    assert community.head.number == 3
    assert sum('"round.closed"' in line for line in community.lines()) == 2


def test_several_processes_tell_everyone_once(found_community, now, database_url):
    community = found_community(members=MEMBERS - 1, ruleset=QUICK)
    with community.writing("ada") as (writer, access):
        forget(writer, access.charter)
        for person in community.people.values():
            notices.save_quiet(writer, person.person, Quiet(0, 0))
    decided(community, KINDNESS)
    done = race(database_url, *[("send", {"times": 2})] * 3)
    told = Counter(itertools.chain(*done))
    # Everybody is asked to answer; all but the author have read of a new proposal too.
    author = community.people["cleo"].email
    assert told.pop(author) == 1
    assert told == {one.email: 2 for one in community.people.values() if one.email != author}


def test_ticks_at_once_publish_a_correction_and_tell_of_a_review_once(
    found_community, now, clock, database_url
):
    clock.advance(-timedelta(days=9))
    community = found_community(ruleset=QUICK)
    day = clock().date() + timedelta(days=2)
    adopted = community.propose("cleo", community.with_words(KINDNESS), review_on=day)
    community.submit("cleo", adopted)
    community.open("ada", adopted, clock() + timedelta(hours=1))
    community.answer_all(adopted, ["ada", "cleo"])
    community.pass_deadline(adopted)
    community.tick()
    correction = community.propose("dov", community.with_words(LEARNING), editorial=True)
    community.submit("dov", correction)
    community.open("ada", correction)
    done = race(database_url, *[("due", {"times": 3})] * 4)
    assert [sum(int(one) for one in each) for each in zip(*done, strict=True)] == [1, 1]
    assert community.head.number == 3
    assert sum('"review.due"' in line for line in community.lines()) == 1
    assert sum('"round.closed"' in line for line in community.lines()) == 2


def test_servers_that_start_at_once_all_come_up(empty_url):
    assert race(empty_url, *[("start", {})] * 3) == [["done"]] * 3
    database = Database(empty_url)
    migrate(database)
    database.dispose()


def test_servers_that_start_at_once_on_an_old_database_bring_it_up_to_date_once(empty_url):
    (seven,) = (one for one in FIXTURES if one.name == "0007")
    seven.make(empty_url)
    assert race(empty_url, *[("start", {})] * 3) == [["done"]] * 3
    database = Database(empty_url)
    assert migrate(database) is None
    assert len(copies_of(database)) == (database.engine.dialect.name == "sqlite")
    database.dispose()


def test_of_two_foundings_with_one_slug_one_is_told(database, database_url):
    done = race(
        database_url, *(("found", {"steward": f"s{number}@example.org"}) for number in range(3))
    )
    assert sorted(itertools.chain(*done)) == ["WrongState", "WrongState", "done"]
    with database.reading() as reader:
        assert reader.session.exec(select(func.count(CharterRow.id))).one() == 1
    assert Community.at(database, database.clock).head.number == 1


def test_one_new_address_comes_into_two_charters_at_once(found_community, now, database_url):
    houses = [found_community(slug=slug, stewards=1, members=0) for slug in ("one", "other")]
    emails = [f"new{number}@example.org" for number in range(25)]
    acts = [("add", {"slug": house.slug, "emails": emails}) for house in houses]
    done = race(database_url, *acts)
    assert Counter(itertools.chain(*done)) == {"done": 50}
    for house in houses:
        house.look_again()
        assert len(house.people) == 26


def test_the_last_use_of_a_link_is_for_one(found_community, now, database_url):
    community = found_community(ruleset=QUICK)
    found_community(slug="other", stewards=1, members=6)
    with community.writing("ada") as (writer, access):
        made = invite_by_link(writer, access.charter, uses=1, days=1, by=access.actor)
        waiting = [find_person(writer, f"{name}@example.org").id for name in ("finn", "gil")]
    acts = [("join", {"person": person, "token": made.token}) for person in waiting]
    done = race(database_url, *acts)
    assert sorted(itertools.chain(*done)) == ["NotFound", "done"]
