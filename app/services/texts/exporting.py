"""Writing a charter out: the text, its data, its record, or all of it in one archive."""

from __future__ import annotations

import html
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator

from amendments.belonging.people import Actor, Role
from app.rendering.markdown.html import charter_to_html
from app.services import entry
from app.services.entry import CharterAccess
from app.services.record import export_record
from app.services.texts.heading_links import former_names
from app.storage.engine.session import Reader
from app.storage.talking import glossary
from app.storage.texts import revisions
from app.storage.texts.charters import Charter
from app.storage.texts.revisions import Revision

#: How much of an archive is given out at a time, in bytes.
PART = 64_000
FORMATS = ("md", "html", "json", "record", "zip")
#: Those with names, and with what members said.
FOR_MEMBERS = frozenset({"record", "zip"})


def export(reader: Reader, access: CharterAccess, form: str, number: int | None) -> bytes:
    """A charter in one of the `FORMATS`, as one piece: see `parts`."""
    return b"".join(parts(reader, access, form, number))


def parts(reader: Reader, access: CharterAccess, form: str, number: int | None) -> Iterator[bytes]:
    """A charter in one of the `FORMATS`; `number` chooses a revision, else the one in force.

    What can be long comes piece by piece, while the database is open.

    Raises:
        NotFound: there is no such revision.
    """
    charter = access.charter
    revision = entry.revision(reader, charter, number if number is not None else charter.head)
    if form == "md":
        yield revision.document.text.encode()
    elif form == "html":
        yield _html(reader, charter, revision).encode()
    elif form == "json":
        yield _json(charter, revision)
    elif form == "record":
        yield from _record(reader, access)
    else:
        yield from _zip(reader, access)


def _record(reader: Reader, access: CharterAccess) -> Iterator[bytes]:
    """The record with what opens its words, as any member may read it."""
    as_member = CharterAccess(access.charter, Actor(Role.MEMBER, member=0), access.community)
    for line in export_record.lines(reader, as_member, openings=True):
        yield line.encode()


def _json(charter: Charter, revision: Revision) -> bytes:
    body = {
        "charter": charter.slug,
        "title": charter.title,
        "timezone": charter.zone.key,
        "ruleset": charter.ruleset.to_dict(),
        **_facts(revision),
        "text": revision.document.text,
        "blocks": [
            {
                "id": block.id,
                "kind": block.kind,
                "text": block.text,
                "introduced_in": block.introduced_in,
                "changed_in": block.changed_in,
            }
            for block in revision.document.blocks
        ],
    }
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def _facts(revision: Revision) -> dict[str, object]:
    return {
        "number": revision.number,
        "dated": revision.dated.isoformat(),
        "published_at": revision.published_at.isoformat(),
        "revision_title": revision.title,
        "amendment": revision.amendment,
        "round": revision.round,
        "text_sha256": revision.text_sha256,
        "change_sha256": revision.change_sha256,
    }


def _html(reader: Reader, charter: Charter, revision: Revision) -> str:
    title = html.escape(charter.title)
    dated = f"Revision {revision.number}, {revision.dated.day} {revision.dated:%B %Y}"
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    former = former_names(reader, charter, revision.document, revision.number)
    text = charter_to_html(revision.document, former=former, dated=revision.dated)
    body = f"<body>\n{text}<p>{dated}</p>\n</body>"
    return f'<!doctype html>\n<html lang="en">\n{head}\n{body}\n</html>\n'


def _zip(reader: Reader, access: CharterAccess) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for revision in revisions.each_revision(reader, access.charter.id):
                name = f"revisions/{revision.number:04}-{revision.dated.isoformat()}"
                _add(archive, f"{name}.md", [revision.document.text.encode()])
                _add(archive, f"{name}.json", [_json(access.charter, revision)])
            _add(archive, "glossary.json", [_glossary(reader, access)])
            _add(archive, "record.ndjson", _record(reader, access))
        out.seek(0)
        yield from iter(lambda: out.read(PART), b"")


def _glossary(reader: Reader, access: CharterAccess) -> bytes:
    terms = glossary.terms(reader, access.charter.id)
    body = [{"term": one.wording.term, "meaning": one.wording.meaning} for one in terms]
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def _add(archive: zipfile.ZipFile, name: str, content: Iterable[bytes]) -> None:
    # One fixed time, so that the same charter always gives the same archive.
    with archive.open(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), "w") as out:
        out.writelines(content)
