"""Bytes of a text as words: a byte order mark first, then UTF-8, what is declared, a guess."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from app.documents.document import LostPart
from app.documents.limits import MEGABYTE, MOST_TEXT
from app.documents.refusing import DocumentRefused

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What texts are found in beside UTF-8; the names are those that people meet in their programs.
_GUESSED = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "cp932": "Shift JIS",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "euc_kr": "EUC-KR",
    "koi8_r": "KOI8-R",
    "mac_roman": "Mac Roman",
}
_DECLARED = re.compile(rb"<meta[^>]*charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
_HEAD = 4096
_SAMPLE = 200_000
_UNUSABLE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NOT_WESTERN = re.compile(
    "[\u00c0-\u00ff\u0152\u0153\u0160\u0161\u017d\u017e\u0178]{3}|[\u00d0\u00f0\u00de\u00fe\u00dd\u00fd\ufffd]"
    r"|(?<=\w)[\u00a1-\u00bf](?=\w)|\w[\u00b9\u00b3\u00bf]"
)
_MOST_UNUSABLE = 0.005
_LEAST = 8


def decoded(data: bytes, content_type: str | None = None) -> tuple[str, LostPart | None]:
    """The words, and what was assumed where nothing said how they are encoded.

    Raises:
        DocumentRefused: it is no text, or too long.
    """
    if len(data) > MOST_TEXT:
        size = -(-len(data) // MEGABYTE)
        raise DocumentRefused("too_large", size=size, most=MOST_TEXT // MEGABYTE)
    text, guess = _decoded(data, content_type)
    unusable = len(_UNUSABLE.findall(text))
    if unusable > max(len(text) * _MOST_UNUSABLE, 0):
        raise DocumentRefused("other")
    text = _UNUSABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return text, LostPart("encoding", guess) if guess else None


def _decoded(data: bytes, content_type: str | None) -> tuple[str, str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), ""
    wide = _without_mark(data)
    if wide:
        return data.decode(wide, "replace"), wide.upper()
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    declared = _declared(data, content_type)
    if declared:
        try:
            return data.decode(declared), ""
        except (UnicodeDecodeError, LookupError):
            pass
    return _guessed(data)


def _declared(data: bytes, content_type: str | None) -> str:
    """The encoding that a page or who sends it names; that of the web for Latin 1."""
    told = re.search(r"charset\s*=\s*\"?([\w-]+)", content_type or "", re.IGNORECASE)
    found = _DECLARED.search(data[:_HEAD]) or _XML.match(data[:_HEAD])
    name = told[1] if told else found[1].decode("ascii") if found else ""
    try:
        known = codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
    return "cp1252" if known in {"iso8859-1", "ascii"} else known


def _without_mark(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of most texts is nought."""
    if len(data) < _LEAST or len(data) % 2:
        return ""
    sample = data[:_HEAD]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return ""


def _is_western(text: str) -> bool:
    """Whether a text that is too short to tell its language reads well in Windows-1252.

    Letters with accents stand alone or in pairs there; other alphabets would be nothing but them,
    and signs such as ³ and ¿ would stand within words.
    """
    return _NOT_WESTERN.search(text) is None


def _guessed(data: bytes) -> tuple[str, str]:
    usual = data.decode("cp1252", "replace")
    # A stray byte in what is UTF-8 otherwise: most of it decides.
    mended = data.decode("utf-8", "replace")
    if mended.count("\ufffd") * 20 < sum(ord(sign) > 0x7F for sign in mended):  # noqa: PLR2004
        return mended, "UTF-8"
    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_GUESSED)).best()
    name = best.encoding if best is not None else "cp1252"
    is_known = best is not None and best.coherence > 0
    if name not in _GUESSED or (not is_known and _is_western(usual)):
        name = "cp1252"
    text = data.decode(name, "replace")
    if text == usual:
        name = "cp1252"
    return text, _GUESSED[name]
