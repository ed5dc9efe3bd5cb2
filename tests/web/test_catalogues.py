"""Every language says everything that the program says, and nothing else."""

import re

import pytest
from babel import Locale
from babel.messages.pofile import read_po

from app import language
from tests.support.words import WORDS, catalogue, collect, updated

CODES = sorted(one.parent.name for one in WORDS.glob("*/messages.po"))
HELD = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|</?\w+[^>]*>")


def forms(message):
    return (
        list(zip((message.id[0], message.id[1]), message.string, strict=True))
        if isinstance(message.id, tuple)
        else [(message.id, message.string)]
    )


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_says_every_sentence(code):
    there = catalogue(code)
    missing = [
        one.id
        for one in collect()
        if one.id and ((said := there.get(one.id)) is None or not all(b for _, b in forms(said)))
    ]
    assert not missing, f"run make words, and translate: {missing}"
    assert not [one.id for one in there if one.fuzzy and one.id]


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_holds_nothing_that_nobody_says(code):
    said = {one.id for one in collect()}
    assert not [one.id for one in catalogue(code) if one.id not in said]


@pytest.mark.parametrize("code", CODES)
def test_what_stands_in_a_sentence_stands_in_its_translation(code):
    for message in catalogue(code):
        for english, said in forms(message) if message.id else ():
            assert set(HELD.findall(english)) == set(HELD.findall(said)), (english, said)


@pytest.mark.parametrize("code", CODES)
def test_bringing_a_catalogue_up_to_date_twice_changes_nothing(code, tmp_path):
    once = updated(code)
    (tmp_path / "messages.po").write_bytes(once)
    with (tmp_path / "messages.po").open("rb") as file:
        assert {one.id for one in read_po(file, locale=code)} >= {one.id for one in collect()}


def test_a_language_names_itself():
    assert language.languages()["de"] == "Deutsch"
    assert language.languages()["en"] == "English"
    for code in CODES:
        assert Locale.parse(code)
        assert language.words_of(code).gettext("Decision")
    assert language.words_of("xx").gettext("Decision") == "Decision"
