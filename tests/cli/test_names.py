"""Names that nobody can borrow, at the command line."""

from tests.support.borrowed import BORROWED, OF_NOBODY


def test_a_borrowed_name_is_refused_when_a_member_is_added(founded):
    for name in BORROWED:
        done = founded("member", "ours", "finn@example.org", "--name", name)
        assert (done.status, done.err.count("\n")) == (1, 1), name
    assert founded("sign-in", "finn@example.org").status == 1


def test_a_name_that_says_nobody_is_refused_when_a_charter_is_founded(charter, tmp_path):
    file = tmp_path / "text.md"
    file.write_text("# Ours\n", encoding="utf-8")
    for name in OF_NOBODY:
        done = charter(
            "found", file, "--slug", "ours", "--title", "Ours", "--dated", "2023-08-08",
            "--steward", "ada@example.org", "--name", name,
        )  # fmt: skip
        assert (done.status, done.err.count("\n")) == (1, 1), name


def test_a_member_without_a_name_is_told_apart_by_a_number(founded):
    assert "Ada (ada@example.org)" in founded("member", "ours", "ada@example.org").out
    done = founded("member", "ours", "ada@example.net")
    assert "Ada (2) (ada@example.net)" in done.out
