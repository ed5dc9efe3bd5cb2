"""Documents that were cut, overwritten or made to do harm: a refusal or a document, and in time."""

from __future__ import annotations

import os
import random
import re
import time
import zipfile
from io import BytesIO

import pytest

from app.documents import guarded
from app.documents.document import packed as plain_values
from app.documents.document import unpacked
from app.documents.reading import read_plainly
from app.documents.refusing import DocumentRefused
from tests.support.documents import FIXTURES, packed

#: How many are tried: CHARTER_TESTS_MANGLED=500 tries them all.
MANY = int(os.environ.get("CHARTER_TESTS_MANGLED", "40"))
SOURCES = sorted(
    one
    for one in FIXTURES.iterdir()
    if one.suffix in {".docx", ".odt", ".html", ".md", ".txt"} and not one.name.startswith("2")
)
MOST_SECONDS = 10
#: The parts that hold the text.
MAIN = ("word/document.xml", "content.xml")


def cut(data, chance):
    return data[: chance.randrange(1, len(data))]


def overwrite(data, chance):
    made = bytearray(data)
    for _ in range(chance.randrange(1, 40)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def swap(data, chance):
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[b:] + data[a:b] + data[:a]


def double(data, chance):
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:b] + data[a:b] * chance.randrange(1, 20) + data[b:]


def words(data, chance):
    """Names of elements, attributes and numbers are put in other places."""
    tokens = data.split(b'"' if b'"' in data else b" ")
    for _ in range(chance.randrange(1, 12)):
        a, b = (chance.randrange(len(tokens)) for _ in range(2))
        tokens[a], tokens[b] = tokens[b], tokens[a]
    return (b'"' if b'"' in data else b" ").join(tokens)


def elements(data, chance):
    """Elements are taken out, put elsewhere, or opened twice."""
    tags = data.split(b"<")
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(1, len(tags)) if len(tags) > 1 else 0
        tags.insert(chance.randrange(len(tags)), tags[at])
        if chance.random() < 0.5:
            del tags[chance.randrange(len(tags))]
    return b"<".join(tags)


def balanced(data, chance):
    """A whole element stands somewhere else: what is read is well formed, and makes no sense."""
    found = list(re.finditer(rb"<(w:\w+|text:[\w-]+)\b[^<>]*?(?:/>|>[^<]*</\1>)", data))
    if not found:
        return overwrite(data, chance)
    one, other = chance.choice(found), chance.choice(found)
    first, second = sorted((one, other), key=lambda match: match.start())
    if first.end() > second.start():
        return data
    between = data[first.end() : second.start()]
    return data[: first.start()] + second[0] + between + first[0] + data[second.end() :]


WAYS = (cut, overwrite, swap, double, words, elements, balanced)


def mangled(number):
    """A document, mangled as a number says; packages as a whole or one of their parts."""
    chance = random.Random(number)
    source = SOURCES[number % len(SOURCES)]
    data = source.read_bytes()
    way = WAYS[number // len(SOURCES) % len(WAYS)]
    if not zipfile.is_zipfile(BytesIO(data)) or chance.random() < 0.2:
        return source.name, way(data, chance)
    with zipfile.ZipFile(BytesIO(data)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    for name in (*chance.sample(sorted(files), k=1), *MAIN):
        if files.get(name):
            files[name] = way(files[name], chance)
    return source.name, packed(files)


@pytest.mark.parametrize("number", range(MANY))
def test_a_mangled_document_is_read_or_refused(number):
    name, data = mangled(number * 7 if MANY < 100 else number)
    begun = time.process_time()
    found = outcome(read_plainly, name, data)
    if isinstance(found, DocumentRefused):
        assert found.reason.endswith(".")
    else:
        assert found.markdown or found.changes
        assert unpacked(plain_values(found)) == found
    assert time.process_time() - begun < MOST_SECONDS


def outcome(read, name, data):
    try:
        return read(data, filename=name)
    except DocumentRefused as refused:
        return refused


@pytest.mark.parametrize("number", [3, 11, 18])
def test_the_same_comes_of_it_in_a_process_of_its_own(number):
    name, data = mangled(number)
    here, there = outcome(read_plainly, name, data), outcome(guarded.read, name, data)
    assert getattr(here, "kind", here) == getattr(there, "kind", there)
