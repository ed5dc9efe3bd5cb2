"""On which databases a test runs.

A test that asks for a database runs on SQLite and on PostgreSQL. Where it is about what is made of
the rows, and the statements that read and write them are tried on PostgreSQL by others, SQLite is
enough: each place of that kind stands here, with who the others are. `CHARTER_TESTS_DATABASES=all`
runs everything on both.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parents[1]
ON_BOTH = os.environ.get("CHARTER_TESTS_DATABASES") == "all"

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]

#: Folders and files in which SQLite is enough, and where the same statements meet PostgreSQL.
ON_SQLITE_ALONE = {
    "web/pages": "acts in services; each page in test_every_page.py, each form in hostile",
    "web/api": "acts in services; each address of the API in hostile",
    "web/test_hardening.py": "headers, hosts and limits",
    "web/test_languages.py": "words",
    "cli/test_communities.py": "acts in services, the same as those of pages",
    "cli/test_deciding.py": "acts in services, the same as those of pages",
    "cli/test_names.py": "acts in services, the same as those of pages",
}
#: What runs on both although it stands in one of these folders: a walk through all pages, and the
#: files that send PostgreSQL a statement which no other test sends (found by noting all of them).
YET_ON_BOTH = (
    "web/api/test_every_life.py",
    "web/api/test_lines.py",
    "web/api/test_round_acts.py",
    "web/api/test_together.py",
    "web/pages/test_belonging.py",
    "web/pages/test_drafts.py",
    "web/pages/test_every_page.py",
    "web/pages/test_heading_links.py",
    "web/pages/test_live.py",
    "web/pages/test_mail.py",
    "web/pages/test_mediation.py",
    "web/pages/test_passkeys.py",
    "web/pages/test_provider.py",
    "web/pages/test_role_marks.py",
    "web/pages/test_step_up.py",
    "web/pages/test_stories.py",
    "web/pages/test_visibility.py",
)


def is_sqlite_enough(file: Path) -> bool:
    """Whether the tests of a file run on SQLite alone."""
    here = file.relative_to(TESTS).as_posix()
    if ON_BOTH or here in YET_ON_BOTH:
        return False
    return any(here == place or here.startswith(f"{place}/") for place in ON_SQLITE_ALONE)


def kinds_for(file: Path) -> list[Any]:
    """The kinds of databases for the tests of a file, as parameters of `database_kind`."""
    return KINDS[:1] if is_sqlite_enough(file) else KINDS
