"""Elements of a web page: what is shown of them, how their words look, which are lists."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from app.documents.model import Stroke
from app.documents.packages import text_in

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS_NAMES = (
    "address article aside blockquote body caption center dd details dialog div dl dt "
    "fieldset figcaption figure footer form header hgroup hr html legend li main nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul menu"
)
BLOCKS = frozenset(_BLOCKS_NAMES.split()) | HEADINGS.keys()
_UNREAD_NAMES = (
    "script style template noscript head title meta link iframe object embed applet svg math "
    "canvas audio video map form button select textarea datalist dialog nav aside xml"
)
_UNREAD = frozenset(_UNREAD_NAMES.split())
_OUTER = frozenset({"header", "footer"})
_ROLES_NAMES = (
    "navigation banner contentinfo complementary dialog alertdialog alert search menu menubar "
    "toolbar status"
)
_ROLES = frozenset(_ROLES_NAMES.split())
_SECTIONS = frozenset({"article", "main", "section"})
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)")
_COOKIES = re.compile(r"cookie|consent-banner|gdpr", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold(?:er)?|normal|lighter|\d+)")
_LEAN = re.compile(r"font-style\s*:\s*(italic|oblique|normal)")
_LINE = re.compile(r"text-decoration(?:-line)?\s*:\s*([^;]*)")
_TYPE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")
_MSO_LIST = re.compile(r"mso-list\s*:\s*(l\d+)\s+level(\d+)")
_LABEL = re.compile(r"[\w(§]")
_BOLD = 600
_REDIRECTS = frozenset({"www.google.com", "google.com"})


def name_of(element: etree._Element) -> str:
    """The name of an element in small letters, without its namespace."""
    return element.tag.rpartition("}")[2].lower()


def style_of(element: etree._Element) -> str:
    """The style attribute in small letters."""
    return element.get("style", "").lower()


def is_shown(element: etree._Element) -> bool:
    """Whether a reader of the page would see it as part of its text."""
    name = name_of(element)
    if not name or name in _UNREAD:
        return False
    role = element.get("role", "").lower()
    if role in _ROLES or "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return False
    if name in _OUTER and not any(name_of(one) in _SECTIONS for one in element.iterancestors()):
        return False
    if _HIDDEN.search(style_of(element)):
        return False
    return not _COOKIES.search(f"{element.get('class', '')} {element.get('id', '')}")


def looks_of(element: etree._Element, name: str, look: Stroke, classes: str = "") -> Stroke:
    """How words in an element look; a style says more than a name.

    `classes` is what style sheets say of its classes.
    """
    bold, italic, struck, code, link = look.bold, look.italic, look.struck, look.code, look.link
    if name in {"b", "strong"}:
        bold = True
    elif name in {"i", "em", "cite", "var", "dfn"}:
        italic = True
    elif name in {"s", "strike"}:
        struck = True
    elif name in {"code", "kbd", "samp", "tt"}:
        code = True
    elif name == "a":
        link = target_of(element.get("href", "")) or link
    style = ";".join([part for part in (style_of(element), classes) if part])
    if style and name not in HEADINGS:
        weight = _WEIGHT.search(style)
        if weight:
            said = weight[1]
            bold = int(said) >= _BOLD if said.isdigit() else said.startswith("bold")
        lean = _LEAN.search(style)
        if lean:
            italic = lean[1] != "normal"
        line = _LINE.search(style)
        if line:
            struck = "line-through" in line[1]
    return Stroke(bold=bold, italic=italic, struck=struck, code=code, link=link)


def target_of(address: str) -> str:
    """Where a link leads, without the detour over a search engine; "" if it leads nowhere."""
    address = address.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.hostname in _REDIRECTS and parts.path == "/url":
        return next(iter(parse_qs(parts.query).get("q", [])), "")
    return address if parts.scheme in {"http", "https", "mailto", "tel"} else ""


def list_type(element: etree._Element) -> str:
    """How a list or an item is numbered, as CSS calls it; "" where it says nothing."""
    own = element.get("type", "")
    known = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman",
             "I": "upper-roman"}.get(own)  # fmt: skip
    if known:
        return known
    found = _TYPE.search(style_of(element))
    return found[1] if found else ""


def mso_list(element: etree._Element) -> tuple[str, int] | None:
    """The list and the level of a paragraph from Word's clipboard."""
    found = _MSO_LIST.search(style_of(element))
    return (found[1], int(found[2])) if found else None


def is_mso_label(element: etree._Element) -> bool:
    """Whether it holds the number that Word shows before a paragraph."""
    return "mso-list:ignore" in style_of(element).replace(" ", "")


def mso_label(paragraph: etree._Element) -> str:
    """The number that Word shows before a paragraph; "" for a bullet."""
    for element in paragraph.iter():
        if not is_mso_label(element):
            continue
        words = " ".join(text_in(element).split())
        fonts = " ".join(style_of(one) for one in (element, *element.iterancestors("span")))
        in_signs = any(font in fonts for font in ("symbol", "wingdings", "courier new"))
        if in_signs or words == "o" or not _LABEL.match(words):
            return ""
        return words
    return ""
