"""Letters are made for many people at once, and each says what it would if it came alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from amendments.refusals import NotFound
from app.mail import reactions, telling
from app.mail.sending.outbox import put_all
from app.mail.sending.post import Post
from app.services import entry
from app.services.care.erase import erase_person
from app.storage.engine.database import Database
from app.storage.mail import notices
from app.storage.mail.notices import Choice, Quiet, Rhythm
from app.storage.tables import CharterRow, NoticeRow, OutgoingMailRow, PersonRow
from app.storage.texts import charters
from tests.faults.world import World
from tests.matrix.scene import Scene
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.databases import migrate_once
from tests.support.texts import KINDNESS

POST = Post("https://charter.example.org", "charter@example.org", b"a secret of the tests")
#: Hours after what has happened: at once, in the morning, at half time, before the end, after it.
HOURS = (0, 12, 24, 72, 144, 720)


# --- each letter is what it would be alone


def _differ(database: Database) -> None:
    """Let people speak two languages, and want their mail at different times."""
    rhythms = (Rhythm.AT_ONCE, Rhythm.DAILY, Rhythm.AT_ONCE, Rhythm.WEEKLY)
    with database.writing() as writer:
        here = writer.session.exec(select(CharterRow.id)).all()
        people = writer.session.exec(select(PersonRow).order_by(col(PersonRow.id))).all()
        for n, one in enumerate(people):
            one.language = (None, "de", None, "en", "de")[n % 5]
            for charter in here:
                wanted = Choice(
                    rhythms[n % 4], n % 8 == 3, frozenset({"commented"} if n % 3 else ())
                )
                notices.save_choice(writer, one.id, charter, wanted)
            if n % 6 == 1:
                notices.save_quiet(writer, one.id, Quiet(0, 12))


def _with_the_world(database: Database, clock: Clock) -> None:
    World.built(database, clock)


def _with_somebody_erased(database: Database, clock: Clock) -> None:
    scene = World.built(database, clock).scene
    with database.writing() as writer:
        erase_person(writer, scene.house.people["dov"].person, words=True)


def _among_members(database: Database, clock: Clock) -> None:
    Scene(database, clock, "members")


def _after_the_end(database: Database, clock: Clock) -> None:
    World.built(database, clock)
    clock.advance(timedelta(days=40))
    Community.at(database, clock).tick()


def _told(file, begins, most):
    """All letters by who gets them, in their order, and what waits in the end."""
    clock = Clock(begins)
    database = Database(f"sqlite:///{file}", clock)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(telling, "MOST_AT_ONCE", most)
        for hours in HOURS:
            clock.set(begins + timedelta(hours=hours))
            reactions.react(database)
            telling.tell(database, POST)
    with database.reading() as reader:
        letters = {}
        for one in reader.session.exec(select(OutgoingMailRow).order_by(col(OutgoingMailRow.id))):
            said = (one.subject, one.body, one.html, one.headers, one.not_after)
            letters.setdefault(one.to_address, []).append(said)
        rows = reader.session.exec(select(NoticeRow)).all()
        waiting = sorted(
            (one.charter_id, one.seq, one.kind, one.person_id or 0, one.due_at) for one in rows
        )
    database.dispose()
    return letters, waiting


@pytest.mark.parametrize(
    "build", [_with_the_world, _with_somebody_erased, _among_members, _after_the_end]
)
def test_a_letter_made_with_many_is_byte_for_byte_the_one_made_alone(build, tmp_path):
    first, second = tmp_path / "together.db", tmp_path / "alone.db"
    migrate_once(f"sqlite:///{first}")
    clock = Clock()
    database = Database(f"sqlite:///{first}", clock)
    build(database, clock)
    _differ(database)
    assert database.clean()
    database.dispose()
    shutil.copyfile(first, second)
    together, alone = _told(first, clock(), 200), _told(second, clock(), 1)
    assert sum(map(len, together[0].values())) > 50
    assert together == alone


@pytest.mark.parametrize("visibility", ["public", "members"])
def test_many_come_in_at_once_as_each_comes_in_alone(database, clock, visibility):
    house = Scene(database, clock, visibility).house
    with database.writing() as writer:
        charters.add_person(writer, "zoe@example.org", "Zoe")
    with database.reading() as reader:
        people = reader.session.exec(select(PersonRow.id)).all()
        alone = {}
        for one in people:
            with suppress(NotFound):
                alone[one] = entry.enter(reader, house.slug, one)
        assert entry.enter_each(reader, house.charter, people) == alone
    assert (len(alone) == len(people)) is (visibility == "public")
    assert {one.actor.role.value for one in alone.values()} >= {"member", "steward"}
    assert any(one.asked for one in alone.values())


def test_who_may_not_see_a_proposal_any_more_is_told_nothing_of_it_beside_those_who_may(community):
    number = community.propose("cleo", community.with_words(KINDNESS))
    for name in ("dov", "edda"):
        community.invite_author("cleo", number, name)
        community.join_authors(name, number)
    community.comment("cleo", number, "Only for who writes it.")
    reactions.react(community.database)
    telling.tell_some(community.database, POST)
    community.leave_authorship("dov", number)
    told = {to for to, body, _ in _letters(community.database) if "Only for who" in body}
    assert told == {"edda@example.org"}


def test_two_languages_in_one_batch_do_not_mix(community, clock):
    number = community.propose("dov", community.with_words(KINDNESS))
    community.submit("dov", number)
    with community.database.writing() as writer:
        erase_person(writer, community.people["dov"].person, words=False)
        charters.person(writer, community.people["edda"].person).language = "de"
    said = {to: body for to, body, _ in _letters(community.database)}
    assert "ein früheres Mitglied" in said["edda@example.org"]
    assert "a former member" in said["cleo@example.org"]


def _letters(database):
    reactions.react(database)
    telling.tell(database, POST)
    with database.reading() as reader:
        rows = reader.session.exec(
            select(OutgoingMailRow).where(col(OutgoingMailRow.subject).contains("Care Charter"))
        )
        return [(one.to_address, one.body, one.subject) for one in rows.all()]


# --- it takes the same few questions for many


@contextmanager
def _counting(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_):
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


def _join(community: Community, many: int) -> None:
    """Let many people belong here, of whom nothing is told any more."""
    for n in range(many):
        community.join(f"p{n}")
    with community.database.writing() as writer:
        reactions.forget(writer, charters.lock(writer, community.slug))


def _statements(community: Community, many: int) -> int:
    """What it takes to tell so many of a proposal, of an objection to it, and of more time."""
    _join(community, many)
    number = community.decide("cleo", community.with_words(KINDNESS))
    community.object_in_confidence("edda", number)
    community.extend("ada", number, community.round(number).value.closes_at + timedelta(days=1))
    before = len(_who(community.database))
    with _counting(community.database) as seen:
        reactions.react(community.database)
        telling.tell(community.database, POST)
    assert len(_who(community.database)) - before > 3 * many
    with community.database.writing() as writer:
        reactions.forget(writer, charters.lock(writer, community.slug))
    return len(seen)


def test_ten_times_as_many_letters_take_no_more_statements(found_community):
    few = _statements(found_community(slug="few"), 15)
    many = _statements(found_community(slug="many"), 150)
    assert few == many


# --- some at a time; nothing lost, nothing twice


@pytest.fixture
def waiting(community):
    """A decision of which 24 people are to be told, and nothing else."""
    _join(community, 20)
    number = community.discuss("cleo", community.with_words(KINDNESS))
    with community.database.writing() as writer:
        reactions.forget(writer, charters.lock(writer, community.slug))
    community.open("ada", number)
    reactions.react(community.database)
    assert telling.tell_some(community.database, POST) > 0, "first it is seen whom it concerns"
    assert _who(community.database) == []
    return community.database


def _who(database):
    with database.reading() as reader:
        return sorted(reader.session.exec(select(OutgoingMailRow.to_address)).all())


def test_some_are_told_at_a_time_and_each_once(waiting, monkeypatch):
    monkeypatch.setattr(telling, "MOST_AT_ONCE", 10)
    so_far = [len(_who(waiting))]
    while telling.tell_some(waiting, POST):
        so_far.append(len(_who(waiting)))
    assert [after - before for before, after in pairwise(so_far)] == [10, 10, 4]
    assert len(set(_who(waiting))) == 24


def test_who_dies_between_two_batches_loses_nothing_and_tells_nobody_twice(waiting, monkeypatch):
    monkeypatch.setattr(telling, "MOST_AT_ONCE", 10)
    real, kept = telling.put, []

    def dying(writer, letters):
        kept.append(letters)
        real(writer, letters)
        if len(kept) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(telling, "put", dying)
        with pytest.raises(KeyboardInterrupt):
            telling.tell(waiting, POST)
    assert len(_who(waiting)) == 10
    telling.tell(waiting, POST)
    assert len(_who(waiting)) == len(set(_who(waiting))) == 24


def test_a_batch_that_cannot_be_kept_as_a_whole_is_kept_one_by_one(waiting, monkeypatch, caplog):
    real = telling.put

    def choosy(writer, letters):
        if any(one.to == "p7@example.org" for one in letters):
            raise ZeroDivisionError
        real(writer, letters)

    monkeypatch.setattr(telling, "put", choosy)
    telling.tell(waiting, POST)
    assert len(_who(waiting)) == 23
    assert "p7@example.org" not in _who(waiting)
    assert len([one for one in caplog.records if one.levelname == "ERROR"]) == 1
    with waiting.reading() as reader:
        (left,) = reader.session.exec(
            select(NoticeRow).where(NoticeRow.due_at <= reader.now + telling.PAUSE)
        ).all()
        assert left.due_at == reader.now + telling.PAUSE


def test_people_who_are_told_elsewhere_meanwhile_are_left_out(waiting, monkeypatch):
    real = telling._plans

    def late(reader, post, batch):
        plans = real(reader, post, batch)
        with waiting.writing() as writer:
            mine = select(NoticeRow).where(col(NoticeRow.person_id).is_not(None)).limit(5)
            for one in writer.session.exec(mine).all():
                writer.session.delete(one)
        monkeypatch.undo()
        return plans

    monkeypatch.setattr(telling, "_plans", late)
    telling.tell(waiting, POST)
    assert len(_who(waiting)) == 19


def test_headers_stay_each_ones_own(waiting):
    telling.tell(waiting, POST)
    with waiting.reading() as reader:
        rows = reader.session.exec(select(OutgoingMailRow)).all()
        links = {json.loads(one.headers)["List-Unsubscribe"] for one in rows}
        assert len(links) == len(rows) == 24


def test_nothing_to_keep_is_nothing(database):
    with database.writing() as writer:
        put_all(writer, [])
    assert _who(database) == []
