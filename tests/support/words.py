"""Collecting the sentences of the program into its catalogues: `make words`.

Nothing is written that changes when a line moves, so that two people who add sentences meet only
where their sentences meet.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "app" / "locale"
_PYTHON = ("charter", "amendments", "app")
_JINJA = {"extensions": "jinja2.ext.i18n", "newstyle_gettext": "true", "trimmed": "true",
          "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}  # fmt: skip


@cache
def collect() -> Catalog:
    """Every sentence of the program, of its pages and its mail."""
    found = Catalog(charset="utf-8")
    for folder in _PYTHON:
        for _, _, message, comments, context in extract_from_dir(
            ROOT / folder, [("**.py", "python")], comment_tags=("For translators:",)
        ):
            found.add(message, None, auto_comments=comments, context=context)
    for _, _, message, comments, context in extract_from_dir(
        ROOT / "templates", [("**.*", "jinja2")], {"**.*": _JINJA}
    ):
        found.add(message, None, auto_comments=comments, context=context)
    return found


def catalogue(code: str) -> Catalog:
    """The catalogue of a language, as it is."""
    with (WORDS / code / "messages.po").open("rb") as file:
        return read_po(file, locale=code)


def updated(code: str) -> bytes:
    """The catalogue of a language with what is new and without what is gone."""
    kept = catalogue(code)
    kept.update(collect(), no_fuzzy_matching=True, update_creation_date=False)
    out = BytesIO()
    write_po(out, kept, width=100, no_location=True, sort_output=True, ignore_obsolete=True)
    return out.getvalue()


def main() -> None:
    """Bring every catalogue up to date, and tell what is missing in it."""
    for file in sorted(WORDS.glob("*/messages.po")):
        code = file.parent.name
        file.write_bytes(updated(code))
        missing = [one for one in catalogue(code) if one.id and (one.fuzzy or not _said(one))]
        print(f"{code}: {len(missing)} sentences to translate")  # noqa: T201
        for one in missing:
            print(f"  {one.id!r}")  # noqa: T201


def _said(message: object) -> bool:
    words = getattr(message, "string", "")
    return all(words) if isinstance(words, tuple) else bool(words)


if __name__ == "__main__":
    main()
