"""A column for people's words and the declaration of a field are one thing: neither goes alone."""

import pytest

from amendments.fields import Field, fields_of
from amendments.record import personal_fields
from amendments.record.personal_fields import PERSONAL
from amendments.writing.fields import VERSION, VersionWords
from app.storage.record.word_columns import columns_in, fields_in
from app.storage.tables import StatementRow, VersionRow, metadata
from app.storage.upkeep.personal import SPOTS
from app.web.api import schemas


def test_every_column_for_words_is_declared_and_every_declared_field_has_one():
    there = {
        table.name: set(columns.values())
        for table in metadata.sorted_tables
        if (columns := columns_in(table.name))
    }
    declared = {name: {one.name for one in fields} for name, fields in PERSONAL.items()}
    assert there == declared


@pytest.mark.parametrize("fields", [(), (*VERSION, Field("worries"))])
def test_a_table_that_does_not_agree_is_refused_as_the_program_starts(fields, monkeypatch):
    monkeypatch.setitem(personal_fields.PERSONAL, "version", fields)
    with pytest.raises(TypeError, match="the table version has columns for"):
        fields_in.__wrapped__(VersionRow)
    assert fields_in.__wrapped__(StatementRow) == ("body",)


@pytest.mark.parametrize("table", sorted(PERSONAL))
def test_declared_words_are_among_what_people_get_and_what_is_erased_with_them(table):
    """By a column that points to whose they are, or with the row to which theirs belongs."""
    mine = [spot for spot in SPOTS if spot.table == table and spot.title]
    if not mine:
        listed = {spot.table for spot in SPOTS if spot.title}
        of = {key.column.table.name for key in metadata.tables[table].foreign_keys}
        assert of & listed
        return
    hidden = frozenset.intersection(*(spot.without for spot in mine))
    assert not hidden & columns_in(table).keys()


def test_every_word_of_a_version_can_be_given_to_the_api_and_read_back():
    names = {one.name for one in VERSION}
    assert names <= schemas.VersionOut.model_fields.keys()
    assert names <= schemas.NewVersion.model_fields.keys()
    carried = {one.name for one in fields_of(VersionWords.__base__)}
    assert carried <= schemas.NewAmendment.model_fields.keys()
    assert carried <= schemas.AmendmentOut.model_fields.keys()
