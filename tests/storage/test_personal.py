"""No place in the database that points to a person is forgotten."""

import re

from app.storage.tables import metadata
from app.storage.upkeep.personal import EXCUSED, SPOTS

#: How columns are called that point to people, whether the database knows it or not.
LOOKS_PERSONAL = re.compile(
    r"(^|_)(person|people|member|members|author|steward|by|email|address|name|user|handle|ip|host"
    r"|asker|reporter|invitee|to)(_id|_ids|_address|_handle|_digest)?$"
)
#: Names of things, not of people, or of people in a row that is listed already.
OF_THINGS = {
    "person.email", "person.name", "api_token.name", "passkey.name", "passkey.user_handle",
    "words.name", "charter.handle", "membership.handle", "comment.reply_to",
    "mediation_person.is_steward",
}  # fmt: skip


def points_to_people(column):
    targets = {key.column.table.name for key in column.foreign_keys}
    return bool(targets & {"person", "membership"}) or LOOKS_PERSONAL.search(column.name)


def test_every_column_that_points_to_a_person_is_listed_or_excused():
    listed = {f"{one.table}.{one.column}" for one in SPOTS}
    found = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if points_to_people(column)
    }
    assert found - listed - OF_THINGS - EXCUSED.keys() == set()


def test_what_is_listed_is_there():
    for spot in SPOTS:
        table = metadata.tables[spot.table]
        assert spot.column in table.columns
        assert spot.without <= set(table.columns.keys())
    assert {f"{t.name}.{c.name}" for t in metadata.sorted_tables for c in t.columns} >= OF_THINGS
