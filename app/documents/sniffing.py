"""What a file is, by its first bytes and by what a package says of itself, not by its name."""

from __future__ import annotations

import json
import re
import zipfile

from app.documents.limits import MEGABYTE, MOST_BYTES
from app.documents.packages import Package
from app.documents.refusing import DocumentRefused
from app.documents.text.wiki_markup import is_wiki

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"8BPS", "picture"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"MIME-Version:", "mail"),
    (b"Return-Path:", "mail"),
    (b"\x7fELF", "other"),
    (b"MZ\x90", "other"),
    (b"ID3", "other"),
    (b"OggS", "other"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The names of streams in the directory of an old Office file, UTF-16.
_STREAMS = (
    ("EncryptedPackage", "password"),
    ("WordDocument", "old_word"),
    ("Workbook", "spreadsheet"),
    ("Book", "spreadsheet"),
    ("PowerPoint Document", "slides"),
)
_ODF = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "spreadsheet",
    "application/vnd.oasis.opendocument.presentation": "slides",
    "application/epub+zip": "book",
}
_FLAT = re.compile(rb"<office:document\s[^>]*opendocument\.text")
_HEAD = 8192
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|div|p|h[1-6]|ul|ol|table"
    r"|b\s+style|b\s+id|span|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN_NAMES = (".md", ".markdown", ".mdown", ".mkd")
_HTML_NAMES = (".html", ".htm", ".xhtml")


def kind_of_bytes(data: bytes) -> str:
    """`docx`, `odt`, `fodt`, `zipped_page` (as Google Docs exports one) or `text`.

    Raises:
        DocumentRefused: it is anything else.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise DocumentRefused("empty")
    if len(data) > MOST_BYTES:
        raise DocumentRefused("too_large", size=_megabytes(len(data)), most=MOST_BYTES // MEGABYTE)
    if data.startswith(_OLE):
        raise DocumentRefused(_old_office(data))
    start = data.lstrip(b" \t\r\n\xef\xbb\xbf")[:16]
    for sign, kind in _STARTS:
        if start.startswith(sign):
            raise DocumentRefused(kind)
    if (
        data[8:12] == b"WEBP"
        or data[4:8] == b"ftyp"
        or (data[:2] == b"BM" and b"\x00" in data[:16])
    ):
        raise DocumentRefused("other" if data[8:11] in {b"mp4", b"iso", b"M4A"} else "picture")
    if data.startswith(b"PK"):
        return _packed_kind(data)
    return "fodt" if _FLAT.search(data[:_HEAD]) else "text"


def _open_kind(package: Package) -> str:
    """What a package says of itself in the way of OpenDocument."""
    told = package.bytes("mimetype")[:100].decode("ascii", "replace").strip()
    kind = _ODF.get(told, "other")
    if kind != "odt":
        raise DocumentRefused(kind)
    return kind


def page_in(data: bytes) -> bytes:
    """The one web page of a `zipped_page`."""
    package = Package(data)
    return package.bytes(next(one for one in package.names if one.lower().endswith(_HTML_NAMES)))


def kind_of_text(text: str, filename: str | None, content_type: str | None) -> str:
    """`html`, `markdown`, `wiki` or `plain`.

    Raises:
        DocumentRefused: it is data for programs.
    """
    name = (filename or "").lower()
    told = (content_type or "").partition(";")[0].strip().lower()
    if _is_json(text):
        raise DocumentRefused("data")
    if told in {"text/html", "application/xhtml+xml"} or name.endswith(_HTML_NAMES):
        return "html"
    if told in {"text/markdown", "text/x-markdown"} or name.endswith(_MARKDOWN_NAMES):
        return (
            "html"
            if re.match(r"\s*<(?:!doctype\s+html|html)\b", text, re.IGNORECASE)
            else ("markdown")
        )
    if _HTML.match(text) and text.rstrip().endswith(">"):
        return "html"
    if text.lstrip().startswith("<?xml"):
        raise DocumentRefused("xml")
    if is_wiki(text):
        return "wiki"
    return "markdown" if _looks_like_markdown(text) else "plain"


def _old_office(data: bytes) -> str:
    for name, kind in _STREAMS:
        if name.encode("utf-16-le") in data:
            return kind
    return "other"


def _packed_kind(data: bytes) -> str:
    try:
        package = Package(data)
    except DocumentRefused:
        raise
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise DocumentRefused("damaged") from error
    names = package.names
    if "mimetype" in names:
        return _open_kind(package)
    if any(name.startswith("word/") for name in names):
        return "docx"
    for folder, kind in (("xl/", "spreadsheet"), ("ppt/", "slides"), ("Index/", "pages")):
        if any(name.startswith(folder) for name in names):
            raise DocumentRefused(kind)
    if "content.xml" in names:
        return "odt"
    if len([name for name in names if name.lower().endswith(_HTML_NAMES)]) == 1:
        return "zipped_page"
    raise DocumentRefused("damaged" if "[Content_Types].xml" in names else "archive")


def _is_json(text: str) -> bool:
    bare = text.strip()
    if bare[:1] not in "{[" or bare[-1:] not in "}]":
        return False
    try:
        json.loads(bare)
    except RecursionError:
        return True
    except ValueError:
        rows = [row for row in bare.split("\n") if row.strip()]
        return all(_is_object(row) for row in rows[:20])
    return True


def _is_object(row: str) -> bool:
    try:
        return isinstance(json.loads(row), dict)
    except (ValueError, RecursionError):
        return False


_SIGNS_OF_MARKDOWN = re.compile(
    r"^#{1,6} \S|\*\*\S|\]\(\S|^> |^```|^\|.*\|$|^\[\^\w+\]:|^---\n\w+:",
    re.MULTILINE,
)


def _looks_like_markdown(text: str) -> bool:
    return _SIGNS_OF_MARKDOWN.search(text.replace("\r\n", "\n")) is not None


def _megabytes(count: int) -> int:
    return -(-count // MEGABYTE)
