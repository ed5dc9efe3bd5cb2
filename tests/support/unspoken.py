"""What a page or a letter says that is neither a marked sentence nor people's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from sqlalchemy import text

from app.storage.engine.database import Database
from tests.support.tongue import CLOSE, OPEN

ATTRIBUTES = ("aria-label", "title", "placeholder", "alt")
UNREAD = {"script", "style", "time", "textarea", "code"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
#: Tables in which the program writes sentences itself.
PROGRAMS = {"outgoing_mail", "round"}
#: Names and signs that are the same in every language.
SAME = re.compile(
    r"Living Charter|AGPL-3\.0-or-later|Europe/London|UTC|English|Deutsch|\S+@\S+|https?://\S+|"
    r"\b[0-9a-f]{8,}\b|\b(?:Mon|Diens|Mittwoch|Donners|Frei|Sams|Sonn)\w*, |"
    r"\d+\.? (?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
    r"(?: \d{4})?|\b(?:P\d+D|PT\d+H)\b"
)  # fmt: skip


@dataclass
class Reader(HTMLParser):
    """The text nodes and spoken attributes of a page that stand outside of all marks."""

    depth: int = 0
    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._skipped or tag in UNREAD:
            if tag not in VOID:
                self._skipped.append(tag)
            return
        for name in ATTRIBUTES:
            self._read(given.get(name, ""), 0)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._skipped.pop()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.depth = self._read(data, self.depth)
        else:
            self.depth += data.count(OPEN) - data.count(CLOSE)

    def _read(self, words: str, depth: int) -> int:
        outside = ""
        for sign in words:
            if sign == OPEN:
                depth += 1
            elif sign == CLOSE:
                depth -= 1
                outside += " "
            elif depth <= 0:
                outside += sign
        if re.search(r"[^\W\d_]{2}", SAME.sub("", outside)):
            self.found.append(" ".join(SAME.sub(" ", outside).split()))
        return depth


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", " ", unescape(words)).strip().lower()


def own_words(database: Database) -> str:
    """Everything that people themselves wrote here, without signs."""
    said = []
    with database.reading() as reader:
        connection = reader.session.connection()
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        for table in {name for (name,) in names.all()} - PROGRAMS:
            for row in connection.execute(text(f'SELECT * FROM "{table}"')).all():
                said += [_bare(value) for value in row if isinstance(value, str)]
    return " | ".join(said)


def unspoken(source: str, own: str) -> list[str]:
    """What a page says that is neither a marked sentence nor somebody's own words."""
    page = Reader()
    page.feed(source)
    page.close()
    return [one for one in page.found if not all(part in own for part in _parts(one))]


def _parts(words: str) -> list[str]:
    return [_bare(part) for part in re.split(r"[·,:;]", words)]


def unspoken_in(letter: Any, own: str) -> list[str]:
    """The same for a mail: its subject, its text and its HTML."""
    parts = [part.get_content() for part in letter.walk() if part.get_content_type() == "text/html"]
    plain = "".join(
        f"<p>{line}</p>"
        for part in letter.walk()
        if part.get_content_type() == "text/plain"
        for line in re.split(r"\n\s*\n", part.get_content())
    )
    said = [*parts, plain, f"<p>{letter['Subject']}</p>"]
    return [one for source in said for one in unspoken(source, own)]
