"""However many charters a place has, their lists read no texts and ask for no charter by itself."""

import json

import pytest

from app.storage.tables import CharterRow
from tests.support.community import Community


@pytest.mark.parametrize("path", ["/", "/api/v1/charters?limit=5"])
def test_a_list_of_charters_takes_no_more_for_ten_times_the_charters(database, clock, looker, path):
    text, seen = "# Rules\n\nBe kind.\n", []
    for first, last in ((0, 3), (3, 30)):
        for number in range(first, last):
            Community.found(database, clock, slug=f"c{number}", text=text, members=0)
        page = looker.get(path)
        seen.append(looker.statements)
        assert not [one for one in looker.sent if "revision.text," in one]
    assert seen[0] == seen[1] <= 4
    assert "c2" in page


def test_the_list_goes_on_where_it_was_and_shows_what_one_may_read(database, clock, looker):
    for number in range(5):
        hidden = {"visibility": "members"} if number == 2 else {}
        made = Community.found(database, clock, slug=f"c{number}", members=1, **hidden)
    with database.writing() as writer:
        writer.session.get_one(CharterRow, 1).title = "Z"
    for headers, known in (({}, "0134"), (looker.token("cleo"), "01234")):
        cursor, slugs = "", []
        while cursor is not None:
            page = looker.get(f"/api/v1/charters?limit=2{cursor}", headers=headers)
            part = json.loads(page)
            slugs += [one["slug"] for one in part["items"]]
            cursor = part["next"] and f"&cursor={part['next']}"
        assert slugs == [f"c{one}" for one in known]
    assert made.charter.head == 1
