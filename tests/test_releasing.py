"""A release is a tag, a version and a section of the changelog that say the same."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.releasing import PROJECT, NotReady, check, with_heading, with_version

CHANGES = "# Changes\n\n## Unreleased\n\n- Something.\n\n## 0.1.0, 2026-01-02\n\n- Begun.\n"
TODAY = date(2026, 12, 1)


def test_what_is_unreleased_gets_a_number_and_a_day():
    cut = with_heading(CHANGES, "0.2.0", TODAY)
    assert "## Unreleased\n\n## 0.2.0, 2026-12-01\n\n- Something." in cut
    project = with_version('[project]\nversion = "0.1.0"\n', "0.2.0")
    assert check("v0.2.0", project, cut) == "0.2.0"


@pytest.mark.parametrize("version", ["0.2", "v0.2.0", "", "0.1.0"])
def test_a_version_that_is_none_or_is_there_already_is_refused(version):
    with pytest.raises(NotReady):
        with_heading(CHANGES, version, TODAY)


def test_nothing_that_is_unreleased_is_no_release():
    with pytest.raises(NotReady, match="Nothing stands"):
        with_heading(with_heading(CHANGES, "0.2.0", TODAY), "0.3.0", TODAY)


@pytest.mark.parametrize(
    ("tag", "version"),
    [("", "0.1.0"), ("v0.2.0", "0.1.0"), ("v0.2.0", "0.2.0"), ("0.1.0", "0.1.0")],
)
def test_a_tag_that_says_something_else_is_refused(tag, version):
    with pytest.raises(NotReady):
        check(tag, f'[project]\nversion = "{version}"\n', CHANGES)


def test_the_version_of_this_project_is_where_it_is_looked_for():
    text = PROJECT.read_text("utf-8")
    assert with_version(text, "9.9.9") != text
