"""Documents for tests: the files that were given, and small ones that are made as they are read."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from app.documents.document import ReadDocument

FIXTURES = Path(__file__).parents[1] / "fixtures" / "documents"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
#: The parts that a document may have beside its text, and their outermost elements.
_PARTS = {
    "numbering": "numbering",
    "styles": "styles",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "header": "hdr",
    "footer": "ftr",
}
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
)
BY = 'w:id="9" w:author="Ada" w:date="2026-03-01T10:00:00Z"'
BY_BO = 'w:id="9" w:author="Bo" w:date="2026-03-02T10:00:00Z"'


def run(text: str, looks: str = "", *, removed: bool = False) -> str:
    """Words with their looks: `<w:b/>`."""
    name = "w:delText" if removed else "w:t"
    return f'<w:r><w:rPr>{looks}</w:rPr><{name} xml:space="preserve">{escape(text)}</{name}></w:r>'


def ins(inner: str, by: str = BY) -> str:
    return f"<w:ins {by}>{inner}</w:ins>"


def out(text: str, by: str = BY) -> str:
    return f"<w:del {by}>{run(text, removed=True)}</w:del>"


def para(
    inner: str = "",
    *,
    num: tuple[object, object] | None = None,
    style: str | None = None,
    mark: str = "",
    more: str = "",
) -> str:
    """A paragraph; `num` is list and level, `mark` what happened to its end."""
    if inner and not inner.startswith("<"):
        inner = run(inner)
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        own += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    own += more + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    return f"<w:p><w:pPr>{own}</w:pPr>{inner}</w:p>"


def level(at: int, text: str, form: str = "decimal", *, start: object = 1, more: str = "") -> str:
    """A level of a list as `numbering.xml` has it."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f"<w:lvlText w:val={quoteattr(text)}/></w:lvl>"
    )


def scheme(key: int, *levels: str, more: str = "") -> str:
    """An `abstractNum` and the list of the same number."""
    return (
        f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'
    )


def table(*rows: Sequence[str]) -> str:
    """A table; each row is its properties and its cells."""
    made = []
    for properties, *cells in rows:
        inner = "".join(
            f"<w:tc><w:tcPr/>{cell if cell.startswith('<') else para(cell)}</w:tc>"
            for cell in cells
        )
        made.append(f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>")
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def docx(*body: str, extended: str = "", links: Iterable[str] = (), **parts: str) -> bytes:
    """A Word document of these paragraphs; `links` are addresses, whose ids are `l0`, `l1`, …"""
    parts.setdefault("styles", STYLES)
    relations = [
        f'<Relationship Id="l{at}" Type="{_R}/hyperlink" Target={quoteattr(address)} '
        'TargetMode="External"/>'
        for at, address in enumerate(links)
    ]
    files = {"[Content_Types].xml": _TYPES}
    for name, inner in parts.items():
        files[f"word/{name}.xml"] = f"<w:{_PARTS[name]} {_NAMES}>{inner}</w:{_PARTS[name]}>"
        relations.append(f'<Relationship Id="{name}" Type="{_R}/{name}" Target="{name}.xml"/>')
    if extended:
        files["word/extended.xml"] = f"<w15:commentsEx {_NAMES}>{extended}</w15:commentsEx>"
        relations.append(
            '<Relationship Id="ext" Target="extended.xml" '
            'Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended"/>'
        )
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" Type="{_R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_RELATIONS}">{"".join(relations)}</Relationships>'
    )
    text = "".join(one if one.startswith("<") else para(one) for one in body)
    files["word/document.xml"] = f"<w:document {_NAMES}><w:body>{text}</w:body></w:document>"
    return packed(files)


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A zip file."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return made.getvalue()


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_NAMES = " ".join(
    [f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "style", "table")]
    + [
        f'xmlns:fo="{_ODF}:xsl-fo-compatible:1.0"',
        f'xmlns:draw="{_ODF}:drawing:1.0"',
        f'xmlns:svg="{_ODF}:svg-compatible:1.0"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
    ]
)


def odt(body: str, *, styles: str = "", outline: str = "") -> bytes:
    """An OpenDocument text."""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content {_ODF_NAMES}>"
                f"<office:automatic-styles>{styles}</office:automatic-styles>"
                f"<office:body><office:text>{body}</office:text></office:body>"
                "</office:document-content>"
            ),
            "styles.xml": (
                f"<office:document-styles {_ODF_NAMES}><office:styles>{outline}"
                "</office:styles></office:document-styles>"
            ),
        }
    )


def labels(read: ReadDocument) -> list[str | None]:
    """The number of each passage."""
    return [one.label for one in read.passages]


def lines(text: str) -> list[str]:
    """The lines of a text that are not empty."""
    return [line for line in re.split(r"\n+", text) if line]
