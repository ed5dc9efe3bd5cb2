"""Writing letters: one template for each kind, filled once as text and once as HTML.

A template says what it has to say through the macros of `form`, which exist in both forms, so that
the two never differ. Its blocks are `subject`, `line` (for a digest) and `body`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from app import paths
from app.rendering.markdown.html import words_to_html
from app.rendering.names import in_words, shown_in_mail
from charter.dates import day_in_words, locale_now, moment_of_zone
from charter.language import gettext, ngettext

WIDTH = 76


@dataclass(frozen=True, slots=True)
class Written:
    """A letter in both forms."""

    subject: str
    text: str
    html: str


def write(name: str, facts: Mapping[str, object]) -> Written:
    """Write a letter of a kind."""
    text = _template("txt", name)
    return Written(
        subject=_block(text, "subject", facts),
        text=_tidy(text.render(facts)),
        html=_template("html", name).render(facts),
    )


def line(name: str, facts: Mapping[str, object]) -> tuple[str, Markup]:
    """What a digest says of one letter: as text and as HTML."""
    html = _block(_template("html", name), "line", facts)
    return _block(_template("txt", name), "line", facts), Markup(html)  # noqa: S704 - escaped there


def _template(form: str, name: str) -> Template:
    return _environment(form).get_template(f"mail/{name}.jinja")


def _block(template: Template, name: str, facts: Mapping[str, object]) -> str:
    return " ".join("".join(template.blocks[name](template.new_context(dict(facts)))).split())


def _tidy(text: str) -> str:
    """No more than one empty line at a time, none at the beginning."""
    lines = [line.rstrip() for line in text.strip().split("\n")]
    kept = [one for number, one in enumerate(lines) if one or lines[number - 1]]
    return "\n".join(kept) + "\n"


@cache
def _environment(form: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(paths.templates()),
        autoescape=form == "html",  # noqa: S701 - the other form is plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.policies["ext.i18n.trimmed"] = True
    made.globals["locale_now"] = locale_now
    made.globals["layout"] = f"mail/_letter.{form}"
    made.filters["moment"] = moment
    made.filters["day"] = day_in_words
    made.filters["filled"] = filled
    made.filters["quoted"] = quoted
    made.filters["in_words"] = in_words
    made.filters["shown"] = shown_in_mail
    made.filters["words"] = words_to_html
    # Globals, not imports: a block that is filled alone sees nothing that its template imports.
    made.globals["form"] = made.get_template(f"mail/_forms.{form}").module
    made.globals["parts"] = made.get_template("mail/_parts.jinja").module
    return made


def moment(value: datetime, zone: ZoneInfo) -> str:
    """A moment with its weekday, in a zone that is named."""
    return moment_of_zone(value.astimezone(zone), zone.key)


def filled(text: str) -> str:
    """A paragraph in lines that every mail program shows well."""
    return textwrap.fill(
        " ".join(text.split()), WIDTH, break_long_words=False, break_on_hyphens=False
    )


def quoted(text: str) -> str:
    """What somebody wrote, set in; their lines and paragraphs stay."""
    paragraphs = [
        textwrap.fill(one, WIDTH, initial_indent="  ", subsequent_indent="  ",
                      break_long_words=False, break_on_hyphens=False)
        for one in text.strip().split("\n")
    ]  # fmt: skip
    return "\n".join(paragraphs)
