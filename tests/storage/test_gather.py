"""Several questions in one statement, and nothing read twice in one transaction."""

from datetime import UTC, timedelta

import pytest
from sqlalchemy import Boolean, Integer, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import col

from app.language import words_of
from app.storage.engine.gather import Gather, columns_of
from app.storage.engine.read_once import read_once
from app.storage.tables import AmendmentRow, CharterRow, MembershipRow, UTCDateTime
from charter.language import speaking
from tests.support.statements import counted
from tests.support.texts import KINDNESS

_CHARTER = bindparam("charter", type_=Integer)
ASKED = Gather(
    charters=select_columns(*columns_of(CharterRow)).where(col(CharterRow.id) == _CHARTER),
    members=select_columns(*columns_of(MembershipRow)).where(
        col(MembershipRow.charter_id) == _CHARTER
    ),
    amendments=select_columns(*columns_of(AmendmentRow)).where(
        col(AmendmentRow.charter_id) == _CHARTER
    ),
)


@pytest.fixture
def number(community):
    return community.propose("cleo", community.with_words(KINDNESS), editorial=True)


def test_rows_read_like_those_of_tables_with_the_types_of_their_columns(community, number):
    charter = community.charter.id
    with community.database.reading() as reader:
        with counted(community.database) as sent:
            found = ASKED.read(reader, charter=charter)
        assert len(sent) == 1
        (amendment,) = found["amendments"]
        row = reader.session.get_one(AmendmentRow, amendment.id)
        kept = {one.name: getattr(row, one.name) for one in columns_of(AmendmentRow)}
        assert amendment._asdict() == kept
        assert (amendment.editorial, amendment.submitted_at, number) == (True, None, row.number)
        assert amendment.created_at.tzinfo is UTC
        assert len(found["members"]) == len(community.people)


def test_nothing_is_found_where_there_is_nothing(community):
    with community.database.reading() as reader:
        found = ASKED.read(reader, charter=0)
        assert [found[name] for name in ("charters", "members", "amendments")] == [[], [], []]


def test_what_was_just_kept_is_found_by_who_kept_it(community, number):
    with community.database.writing() as writer:
        row = writer.session.get_one(AmendmentRow, community.amendment(number).id)
        row.editorial = False
        (found,) = ASKED.read(writer, charter=community.charter.id)["amendments"]
        assert found.editorial is False


@pytest.fixture
def asked():
    """What was looked for, in turn."""
    return []


@pytest.fixture
def find(asked):
    @read_once
    def found(_reader, what, *, twice=False):
        asked.append((what, twice))
        return f"{what} found"

    return found


def test_a_reader_looks_once_and_a_writer_each_time(community, find, asked):
    with community.database.reading() as reader:
        assert find(reader, "it") == find(reader, "it") == "it found"
        find(reader, "it", twice=True)
        find(reader, "else")
        assert asked == [("it", False), ("it", True), ("else", False)]
    with community.database.reading() as reader:
        find(reader, "it")
    assert len(asked) == 4
    with community.database.writing() as writer:
        find(writer, "it")
        find(writer, "it")
    assert len(asked) == 6


def test_what_is_known_is_not_looked_for(community, find, asked):
    with community.database.reading() as reader:
        assert not find.knows(reader, "it")
        find.know(reader, "known", "it")
        assert find.knows(reader, "it")
        assert find(reader, "it") == "known"
    with community.database.writing() as writer:
        find.know(writer, "known", "it")
        assert not find.knows(writer, "it")
        assert find(writer, "it") == "it found"
    assert asked == [("it", False)]


def test_words_are_found_anew_in_another_language(community, find, asked):
    with community.database.reading() as reader:
        find(reader, "it")
        with speaking(words_of("de")):
            find(reader, "it")
    assert len(asked) == 2


SOME = Gather(
    amendments=select_columns(col(AmendmentRow.number)).where(
        col(AmendmentRow.id).in_(bindparam("ids", expanding=True)),
        col(AmendmentRow.editorial) == bindparam("editorial", type_=Boolean),
        col(AmendmentRow.created_at) <= bindparam("now", type_=UTCDateTime),
    ),
)


def test_lists_of_any_length_are_asked_about_in_few_texts(community):
    change = community.with_words(KINDNESS)
    numbers = [community.propose("cleo", change, editorial=n == 2) for n in range(6)]
    ids = [community.amendment(number).id for number in numbers]

    def found(reader, some, *, editorial=False, now=None):
        about = {"ids": some, "editorial": editorial, "now": now or reader.now}
        return sorted(one.number for one in SOME.read(reader, **about)["amendments"])

    with community.database.reading() as reader, counted(community.database) as sent:
        assert found(reader, []) == []
        assert found(reader, ids) == [one for one in numbers if one != numbers[2]]
        assert found(reader, ids[:5]) == [*numbers[:2], *numbers[3:5]]
        assert found(reader, ids[:2]) == numbers[:2]
        assert found(reader, ids[2:3], editorial=True) == numbers[2:3]
        assert found(reader, ids, now=reader.now - timedelta(days=1)) == []
    assert len(sent) == 6
    # Five, six and eight are asked in the same words.
    assert len(set(sent)) == 4
