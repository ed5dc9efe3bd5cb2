"""Generated texts and edits for the laws: built to be awkward where real texts are."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = [
    "the",
    "board",
    "may",
    "must",
    "not",
    "vote",
    "member",
    "meets",
    "A",
    "I",
    "café",
    "naïve",
    "e\u0301t\u00e9",
    "👩‍👩‍👧",
    "👋🏽",
    "नमस्ते",
    "한국어",
    "漢字",
    "ไทย",
    "«so»",
    "—",
    "x_y",
    "*",
    "**bold**",
    "`code`",
    "[link](https://example.org/a)",
    "https://example.org/b?c=d",
    "1.",
    "2)",
    "-",
    "+",
    "#",
    ">",
    "|",
    "a|b",
    "\\",
    "<b>",
    "&amp;",
    "\u200b",
    "\u202e",
    "\ufeff",
    "---",
    "===",
    "```",
    "~~~",
    "$5",
]
words = st.sampled_from(WORDS)
line = st.lists(words, min_size=1, max_size=6).map(" ".join)
prefix = st.sampled_from(
    [
        "",
        "",
        "",
        "",
        "- ",
        "* ",
        "1. ",
        "2. ",
        "7) ",
        "# ",
        "### ",
        "> ",
        "  ",
        "    ",
        "\t",
        "  - ",
        "   1. ",
        "      - ",
        "-",
        "> - ",
    ]
)
rows = st.tuples(prefix, line).map("".join)
specials = st.sampled_from(
    [
        "---",
        "***",
        "===",
        "```\ncode\n\n\nmore\n```",
        "~~~~",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "<div>",
        "<!-- a\n\nb -->",
        "Title\n=====",
        "Title\n~~~~~",
        "\ta",
        "a  \nb",
        "a\\  \nb",
        "- a\n\n  b\n- c",
        "- ```\n  x\n  ```",
        "[a]: https://example.org",
        "---\ntitle: x\n---",
        "    indented\n\n    code",
        "",
    ]
)
ends = st.sampled_from(["\n", "\n\n", "\n\n", "\n\n", "\n\n\n", "  \n", "\r\n", "\r", " \n\n"])
texts = st.lists(st.tuples(st.one_of(rows, rows, rows, specials), ends), max_size=12).map(
    lambda pairs: "".join(text + end for text, end in pairs)
)
# Any text at all, without what is refused.
wild = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab \n\n-*_#>`~1.|=\\[]()<>!\t"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    max_size=80,
)

# Words and numbers as they stand beside one another in rules about money and time.
AMOUNTS = [
    "we",
    "pay",
    "-5",
    "5",
    "$57.60",
    "$ 5",
    "CHF 20",
    "10 %",
    "10%",
    "2.5 %",
    "1,250,000",
    "1 250 000",
]
AMOUNTS += [
    "5 °C",
    "18:30",
    "1/3",
    "a@b.org",
    "x.org/a",
    "(3",
    "4)",
    "§ 2",
    "\u2013",
    "members",
    "end.",
    "ไทยคำ",
    "会员可以",
    "को",
]
amounts = st.lists(st.sampled_from(AMOUNTS), min_size=1, max_size=9).map(" ".join)

cells = st.sampled_from(["", "2026", "Ann", "we pay", "10 %", "a\\|b", "**Dee**"])


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, str]:
    """A table, and the same with rows and cells that came, went, moved or changed."""
    size = draw(st.integers(1, 4))
    row = st.lists(cells, min_size=size, max_size=size)
    head, rule = draw(row), "|---" * size + "|"
    rows = draw(st.lists(row, max_size=5))
    new = draw(st.permutations(rows)) if draw(st.booleans()) else [list(one) for one in rows]
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(new)))
        kind = draw(st.sampled_from(["add", "drop", "edit"]))
        if kind == "add" or at == len(new):
            new.insert(at, draw(row))
        elif kind == "drop":
            new.pop(at)
        else:
            new[at][draw(st.integers(0, size - 1))] = draw(cells)
    both = (head, rows), (draw(st.sampled_from([head, draw(row)])), new)
    old_text, new_text = (
        "\n".join(
            ["| " + " | ".join(top) + " |", rule, *["| " + " | ".join(r) + " |" for r in rest]]
        )
        for top, rest in both
    )
    return old_text, new_text


NAMES = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"]
plain_words = st.sampled_from(NAMES)
paragraph = st.lists(plain_words, min_size=1, max_size=12).map(" ".join)
blocks = st.one_of(
    paragraph, paragraph, paragraph.map("- {}".format), paragraph.map("## {}".format)
)
documents = st.lists(blocks, min_size=1, max_size=10).map("\n\n".join)


@st.composite
def edited(draw: st.DrawFn, source: str) -> str:
    """The text after a few edits such as people make."""
    parts = source.split("\n\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(parts) - 1, 0)))
        kind = draw(st.sampled_from(["add", "drop", "edit", "move", "split", "join", "copy"]))
        if kind == "add" or not parts:
            parts.insert(at, draw(blocks))
        elif kind == "drop":
            parts.pop(at)
        elif kind == "edit":
            pieces = parts[at].split(" ")
            pieces[draw(st.integers(0, len(pieces) - 1))] = draw(plain_words)
            parts[at] = " ".join(pieces)
        elif kind == "move":
            part = parts.pop(at)
            parts.insert(draw(st.integers(0, len(parts))), part)
        elif kind == "split":
            pieces = parts[at].split(" ")
            cut = draw(st.integers(0, len(pieces)))
            parts[at : at + 1] = [p for p in (" ".join(pieces[:cut]), " ".join(pieces[cut:])) if p]
        elif kind == "join" and at + 1 < len(parts):
            parts[at : at + 2] = [parts[at] + " " + parts[at + 1]]
        elif kind == "copy":
            parts.insert(draw(st.integers(0, len(parts))), parts[at])
    return "\n\n".join(parts)


@st.composite
def versions(draw: st.DrawFn, count: int) -> list[str]:
    """A text and texts made from it by a few edits each."""
    source = draw(documents)
    return [source, *[draw(edited(source)) for _ in range(count - 1)]]
