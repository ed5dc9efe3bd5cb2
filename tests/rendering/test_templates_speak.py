"""No template says anything that does not go through the catalogues."""

import re

import pytest

from app import paths

TEMPLATES = sorted(
    path for path in paths.templates().rglob("*") if path.suffix in {".html", ".jinja", ".txt"}
)
NOT_SAID = re.compile(
    r"\{#.*?#\}|\{%-?\s*trans\b.*?\{%-?\s*endtrans\s*-?%\}|<(script|style)\b.*?</\1>|&\w+;|"
    r'(?<= )(?:aria-(?:describedby|invalid)|data-[a-z]+)="[^"]*"(?=\{)|'
    r"Living Charter|AGPL-3\.0-or-later",
    re.DOTALL,
)
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TAG = re.compile(r'<(?:"[^"]*"|[^<>"])*>', re.DOTALL)
SPOKEN = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"')
LITERAL = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"")
THROUGH = re.compile(r"\b(?:_|ngettext)\((?:'[^'\n]*'|\"[^\"\n]*\"|,\s*)+")
A_SENTENCE = re.compile(r"^[A-Z][a-z]+|[A-Za-z]{2,},? [a-z]{2,}")
A_NAME = re.compile(
    r"[<>=/]|\.html|^is-|^(?:[a-z]+-)+[a-z]+( [a-z-]+)?$|^(?:plain|small|button|badge)\b"
)


def unsaid(source: str) -> list[str]:
    """Words of a template that are in no catalogue."""
    source = NOT_SAID.sub(" ", source)
    found = [
        literal
        for code in CODE.findall(source)
        for one in LITERAL.findall(THROUGH.sub("", code))
        for literal in one
        if A_SENTENCE.search(literal) and not A_NAME.search(literal)
    ]
    bare = CODE.sub("", source)
    texts = [*SPOKEN.findall(bare), *TAG.split(bare)]
    return found + [" ".join(one.split()) for one in texts if re.search(r"[^\W\d_]{2}", one)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_word_of_a_template_is_in_the_catalogues(path):
    assert unsaid(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ["<p>Read it</p>", '<a title="Read it">¶</a>', "{{ 'Read it' if page.here }}",
     "{{ ui.field(frame, 'a', _('Name'), hint='Such as Ada') }}"],
)  # fmt: skip
def test_words_that_slipped_through_are_found(source):
    assert unsaid(source)
    assert not unsaid(source.replace("Read it", "").replace("'Such as Ada'", "_('Such as Ada')"))
