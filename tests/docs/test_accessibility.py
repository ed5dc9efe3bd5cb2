"""The list of what WCAG 2.2 asks for is complete, and names tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/accessibility.md").read_text(encoding="utf-8")
#: Every criterion of WCAG 2.2 of the levels A and AA.
A = """
1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1
2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2
"""
AA = """
1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11
2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3
"""
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| \d\.\d", line)
]


def test_every_criterion_is_there_once_with_its_level():
    wanted = [(one, "A") for one in A.split()] + [(one, "AA") for one in AA.split()]
    assert len(wanted) == 55
    assert sorted((row[0], row[2]) for row in ROWS) == sorted(wanted)


def test_each_says_how_it_is_met_and_what_holds_it():
    named = dict(re.findall(r"^- \*\*([a-z ]+)\*\*: (`.*)$", PAGE, flags=re.MULTILINE))
    for row in ROWS:
        assert row[3], row
        holds = [one.strip() for one in row[4].split(",")]
        assert holds, row
        assert set(holds) <= {*named, "look", "nothing to test"}, row
    used = {one.strip() for row in ROWS for one in row[4].split(",")}
    assert set(named) <= used


def test_the_tests_it_names_are_there():
    found = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)
    assert len(found) > 10
    for file, name in found:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in text, (file, name)
