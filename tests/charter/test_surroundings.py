"""Where a revision changed the text, seen from a change that is under way."""

import pytest

from charter import apply, change, found, where_changed

BASE = """# Rules

Be kind.

Members:

- vote
- pay

## Rooms

Keep the rooms clean.

Lock the door.

Turn the heating off.
"""


def where(mine, theirs):
    base = found(BASE)[0]
    ours, other = change(base, mine), change(base, theirs)
    after = apply(base, other, base=base, base_number=1, number=2)
    return where_changed(base, after, ours, before_number=1)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        # The passage itself.
        (("Lock the door.", "Lock all doors."), ("Lock the door.", "Lock the doors."), "place"),
        # Its heading.
        (("Lock the door.", "Lock all doors."), ("## Rooms", "## Houses"), "place"),
        # The lead-in of its list.
        (("- pay", "- pay in time"), ("Members:", "Members and guests:"), "place"),
        # What it is put behind.
        (("- pay\n", "- pay\n- listen\n"), ("- pay", "- pay in time"), "place"),
        # The passage before it, and the one behind it.
        (("Lock the door.", "Lock all doors."), ("Keep the rooms", "Keep all rooms"), "beside"),
        (("Lock the door.", "Lock all doors."), ("Turn the", "Turn all"), "beside"),
        (("- vote", "- vote often"), ("- pay", "- pay in time"), "beside"),
        # Another part of the text.
        (("Lock the door.", "Lock all doors."), ("Be kind.", "Be kinder."), "elsewhere"),
        (("Be kind.", "Be kinder."), ("Turn the", "Turn all"), "elsewhere"),
    ],
)
def test_a_revision_is_told_by_where_it_changed_the_text(mine, theirs, expected):
    assert where(BASE.replace(*mine), BASE.replace(*theirs)) == expected
