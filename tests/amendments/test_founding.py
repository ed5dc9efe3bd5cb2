"""What a charter is founded with, and what may be put before its first proposal."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from amendments.founding import founding, history
from amendments.founding.founding import Founding
from amendments.record.events import EventKind
from amendments.refusals import BadInput, WrongState
from charter import found

DAY = date(2024, 2, 29)
GARDEN = Founding(
    "garden-rules", " Garden rules ", "Water at dusk.\n", DAY, "ada@example.org", timezone="Etc/UTC"
)
RESERVED = {"api"}


def refused(act, *given, field):
    with pytest.raises(BadInput) as refusal:
        act(*given)
    assert refusal.value.field == field
    return refusal.value.reason


@pytest.mark.parametrize("slug", ["a", "7", "care-charter", "a--b", "x" * 64])
def test_a_slug_is_of_small_letters_digits_and_hyphens(slug):
    founding.check_slug(slug, RESERVED)


@pytest.mark.parametrize(
    "slug", ["", "-a", "a-", "A", "ä", "a b", "a/b", "a_b", "x" * 65, "a\n", "api"]
)
def test_what_no_address_begins_with_is_no_slug(slug):
    refused(founding.check_slug, slug, RESERVED, field="slug")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "  "}, "title"),
        ({"title": "Two\nlines"}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"visibility": "secret"}, "visibility"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"timezone": "../etc/passwd"}, "timezone"),
        ({"timezone": ""}, "timezone"),
        ({"title": "", "visibility": "secret", "timezone": "Mars/Olympus"}, "title"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(more, field):
    refused(founding.check_settings, replace(GARDEN, **more), field=field)


@pytest.mark.parametrize(
    "more",
    [{}, {"title": f" {'x' * 200} "}, {"visibility": "members"}, {"timezone": "Asia/Kolkata"}],
)
def test_settings_that_can_be_used_are(more):
    founding.check_settings(replace(GARDEN, **more))


@pytest.mark.parametrize(
    ("timezone", "now", "is_there"),
    [
        ("Etc/UTC", datetime(2024, 2, 29, 0, 0, tzinfo=UTC), True),
        ("Etc/UTC", datetime(2024, 2, 28, 23, 59, tzinfo=UTC), False),
        ("Pacific/Auckland", datetime(2024, 2, 28, 23, 59, tzinfo=UTC), True),
        ("America/New_York", datetime(2024, 2, 29, 4, 59, tzinfo=UTC), False),
    ],
)
def test_a_founding_text_is_dated_by_the_calendar_of_its_charter(timezone, now, is_there):
    given = replace(GARDEN, timezone=timezone)
    if is_there:
        founding.check_dated(given, now)
        return
    refused(founding.check_dated, given, now, field="dated")


def test_the_record_begins_with_all_that_a_charter_was_founded_with():
    assert isinstance(founding.taken("garden-rules"), WrongState)
    document, change_set = found(GARDEN.text)
    event = founding.founded(GARDEN, document, change_set)
    assert (event.kind, event.actor, event.words) == (EventKind.FOUNDED, None, {})
    assert event.data == {
        "slug": "garden-rules",
        "title": "Garden rules",
        "timezone": "Etc/UTC",
        "visibility": "public",
        "ruleset": GARDEN.ruleset.to_dict(),
        "number": 1,
        "dated": "2024-02-29",
        "text_sha256": document.sha256,
        "change_sha256": change_set.sha256,
        "change_set": change_set.to_dict(),
    }


class TestHistory:
    def test_it_comes_before_the_first_proposal(self):
        history.check_nothing_proposed(proposed=False)
        with pytest.raises(WrongState):
            history.check_nothing_proposed(proposed=True)

    def test_its_texts_are_in_the_order_of_their_days_and_none_is_of_tomorrow(self):
        tomorrow = date(2024, 3, 1)
        history.check_not_in_future(2, DAY, DAY)
        history.check_in_order(2, DAY, DAY)
        reason = refused(history.check_not_in_future, 2, tomorrow, DAY, field="date")
        assert reason.startswith("Line 2 is dated 2024-03-01,")
        reason = refused(history.check_in_order, 3, DAY, tomorrow, field="date")
        assert "(2024-03-01)" in reason

    def test_what_is_wrong_with_a_text_is_said_with_its_line(self):
        refusal = history.at_line(7, BadInput("It is empty.", field="anything"))
        assert (refusal.reason, refusal.field) == ("Line 7: It is empty.", "text")

    @pytest.mark.parametrize(
        ("given", "title"),
        [(" ", "Revision of 2024-02-29"), (" One ", "One"), ("x" * 201, "x" * 200)],
    )
    def test_a_revision_without_a_title_is_called_by_its_day(self, given, title):
        assert history.title_of(given, DAY) == title

    def test_an_imported_revision_names_its_parent_and_the_change(self):
        document, change_set = found(GARDEN.text)
        event = history.imported(2, DAY, "One", "p" * 64, document, change_set)
        assert (event.kind, event.actor) == (EventKind.IMPORTED, None)
        assert event.data["parent_sha256"] == "p" * 64
        assert (event.data["number"], event.data["dated"]) == (2, "2024-02-29")
        assert event.data["text_sha256"] == document.sha256
