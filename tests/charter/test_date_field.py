"""A date at the foot of a text is recognised, and can become a field."""

import pytest

from charter.text.date_field import dated_line, with_field


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Last revision: 8th August 2023", "8th August 2023"),
        ("*Last updated on March 3, 2024.*", "March 3, 2024"),
        ("Last amended 2021-05-04", "2021-05-04"),
        ("**Latest version:** 1 May 2022", "1 May 2022"),
        ("Stand: 3. Oktober 2020", "3. Oktober 2020"),
        ("Zuletzt geändert am 12.4.2019", "12.4.2019"),
        ("(Last changed: June 2020)", "June 2020"),
    ],
)
def test_a_line_with_the_date_of_the_text_is_recognised(line, date):
    text = f"# Title\n\nWe meet on 3 May 2020.\n\n{line}\n"
    found = dated_line(text)
    assert (found.line, found.date) == (line, date)
    assert with_field(text) == text.replace(date, "{date}")


@pytest.mark.parametrize(
    "text",
    [
        "Members pay by the last day of May 2020.\n",
        "The last revision of our rules took us until 8 August 2023, and was hard work.\n",
        "Last revision: soon\n",
        "Last revision: {date}\n",
        "Last revision: 8 August 2023\n\nLast updated: 9 August 2023\n",
    ],
)
def test_nothing_else_is_taken_for_one(text):
    assert dated_line(text) is None
    assert with_field(text) == text
