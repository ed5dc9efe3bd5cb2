"""Packages of XML, opened within limits: nothing is fetched, no entity is resolved."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from app.documents.limits import (
    MEGABYTE,
    MOST_DEPTH,
    MOST_FILES,
    MOST_PARAGRAPHS,
    MOST_UNPACKED,
)
from app.documents.refusing import DocumentRefused

_PARAGRAPHS = frozenset(
    {
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p",
        "{http://purl.oclc.org/ooxml/wordprocessingml/main}p",
        "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p",
        "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}h",
    }
)
_ENCRYPTED = 0x1
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_STEP = 1 << 16


class Package:
    """A zip file whose parts are unpacked up to a limit in all, whatever its directory says."""

    def __init__(self, data: bytes) -> None:
        """Look at its directory.

        Raises:
            zipfile.BadZipFile: it is none.
            DocumentRefused: it says itself that it is too large, or has a password.
        """
        self._zip = zipfile.ZipFile(BytesIO(data))
        infos = self._zip.infolist()
        if len(infos) > MOST_FILES:
            raise DocumentRefused("too_much")
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise DocumentRefused("password")
        self._infos = {info.filename.lstrip("/"): info for info in infos}
        self._left = MOST_UNPACKED
        size = sum(
            info.file_size for name, info in self._infos.items() if name.endswith((".xml", ".rels"))
        )
        if size > MOST_UNPACKED:
            raise _too_large(size)

    @property
    def names(self) -> frozenset[str]:
        """The names of its parts."""
        return frozenset(self._infos)

    def bytes(self, name: str) -> bytes:
        """A part, unpacked.

        Raises:
            DocumentRefused: it is missing, damaged, or too large.
        """
        info = self._infos.get(name)
        if info is None:
            raise DocumentRefused("damaged")
        parts: list[bytes] = []
        try:
            with self._zip.open(info) as part:
                while step := part.read(_STEP):
                    self._left -= len(step)
                    if self._left < 0:
                        raise _too_large(max(info.file_size, MOST_UNPACKED + 1))
                    parts.append(step)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError,
                RuntimeError, ValueError) as error:  # fmt: skip
            if isinstance(error, DocumentRefused):
                raise
            raise DocumentRefused("damaged") from error
        return b"".join(parts)

    def tree(self, name: str) -> etree._Element:
        """A part as XML. Raises DocumentRefused as `bytes` and `parsed` do."""
        return parsed(self.bytes(name))

    def tree_if_any(self, name: str) -> etree._Element | None:
        """The same; None where there is no such part, or one that cannot be read."""
        if name not in self._infos:
            return None
        try:
            return self.tree(name)
        except DocumentRefused as refused:
            if refused.kind == "damaged":
                return None
            raise

    def relations(self, name: str) -> dict[str, tuple[str, str, bool]]:
        """What a part of an Office package refers to, by id: type, target, is it outside."""
        folder, _, file = name.rpartition("/")
        tree = self.tree_if_any(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found: dict[str, tuple[str, str, bool]] = {}
        for one in tree if tree is not None else ():
            is_outside = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            if not is_outside:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:]
            kind = one.get("Type", "").rpartition("/")[2]
            found[one.get("Id", "")] = (kind, target, is_outside)
        return found


def text_in(element: etree._Element) -> str:
    """All words in an element."""
    return "".join(map(str, element.itertext()))


def parsed(data: bytes) -> etree._Element:
    """XML as a tree.

    Raises:
        DocumentRefused: it is damaged, declares entities, or holds too much.
    """
    if _DOCTYPE.search(data) or _DOCTYPE.search(data.replace(b"\x00", b"")):
        raise DocumentRefused("declarations")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentRefused(_why(str(error).lower())) from error
    except (ValueError, LookupError) as error:
        raise DocumentRefused("damaged") from error
    _check_extent(root)
    return root


def _why(said: str) -> str:
    """What libxml2 says of a limit of its own, and of anything else."""
    if "depth" in said:
        return "too_deep"
    return "too_much" if "huge" in said or "too long" in said else "damaged"


def _check_extent(root: etree._Element) -> None:
    depth = paragraphs = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        if depth > MOST_DEPTH:
            raise DocumentRefused("too_deep")
        if element.tag in _PARAGRAPHS:
            paragraphs += 1
            if paragraphs > MOST_PARAGRAPHS:
                raise DocumentRefused("too_long", most=MOST_PARAGRAPHS)


def _too_large(size: int) -> DocumentRefused:
    return DocumentRefused(
        "too_large_unpacked", size=-(-size // MEGABYTE), most=MOST_UNPACKED // MEGABYTE
    )
