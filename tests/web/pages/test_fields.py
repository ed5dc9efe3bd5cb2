"""Whatever is declared as the words of a version goes everywhere, without being named anywhere."""

import json
import re
from pathlib import Path

import pytest
from sqlmodel import desc, select

import app.web
from amendments.record.personal_fields import PERSONAL
from amendments.writing.fields import PROPOSAL, VERSION
from app.services.care import my_data
from app.services.care.erase import erase_person, finish_erasures
from app.services.record.round_record import round_record
from app.storage.record.word_columns import columns_in
from app.storage.tables import VersionRow, WordsRow
from app.storage.writing import drafts
from app.web.api import looking
from tests.support.texts import KINDNESS

SAID = {one.name: f"MARK of the {one.name}" for one in VERSION}
FIRST = {one.name: SAID[one.name] for one in PROPOSAL}


@pytest.fixture
def written(site):
    """A proposal by dov, written in the page with all the words that it asks for; its number."""
    c = site.community
    site.sign_in("dov")
    page = site.get(f"{site.base}/amendments/new?view=whole")
    whole = {**page.fields, **FIRST, "whole": c.with_words(KINDNESS), "editorial": ""}
    site.htmx(f"{site.base}/amendments/new/preview", **whole)
    with site.installation.database.reading() as reader:
        (draft,) = drafts.drafts_of(reader, c.people["dov"].person)
    assert {name: draft.fields.get(name) for name in FIRST} == FIRST
    again = site.get(f"{site.base}/amendments/new?draft={draft.key}")
    assert {name: again.fields.get(name) for name in FIRST} == FIRST
    site.post(f"{site.base}/amendments/new", **whole, act="submit")
    return 1


def answer(c, number):
    with c.reading("cleo") as (reader, access):
        return looking.amendment(reader, access, number).model_dump()


def sealed(c, kind):
    """The names of the sealed words of the newest line of a kind."""
    lines = [json.loads(one) for one in c.lines()]
    return set([one for one in lines if one["kind"] == kind][-1]["words"])


def test_from_the_form_to_the_next_version_the_record_and_what_a_person_gets(site, written):
    c = site.community
    found = answer(c, written)
    assert {name: found[name] for name in FIRST} == FIRST
    assert sealed(c, "amendment.drafted") == set(FIRST)
    page = site.get(f"{site.base}/amendments/{written}/edit")
    assert {name: page.fields.get(name) for name in SAID} == {
        **SAID,
        **dict.fromkeys(SAID.keys() - FIRST, ""),
    }
    later = {**page.fields, **{name: SAID[name] for name in SAID.keys() - FIRST}, "editorial": ""}
    site.post(f"{site.base}/amendments/{written}/edit", **later, act="save")
    newest = answer(c, written)["versions"][-1]
    assert {name: newest[name] for name in SAID} == SAID
    assert sealed(c, "amendment.revised") == set(SAID)
    with c.database.reading() as reader:
        got = my_data.collect(reader, c.people["dov"].person).to_text()
    assert [said for said in SAID.values() if said not in got] == []


def test_what_a_later_version_does_not_say_anew_stays(site, written):
    c = site.community
    c.revise("dov", written, c.with_words(KINDNESS), note="")
    found = answer(c, written)
    assert {name: found[name] for name in FIRST} == FIRST
    c.clock.advance(c.charter.ruleset.discussion)
    c.open("ada", written)
    with c.reading("cleo") as (reader, access):
        frozen = round_record(reader, access, written, 1).text
    assert {name: getattr(frozen, name) for name in FIRST} == FIRST


def texts_of_newest(c):
    """The kept words of the newest version that has them, None for those that were erased."""
    with c.database.reading() as reader:
        row = reader.session.exec(select(VersionRow).order_by(desc(VersionRow.number))).first()
        ids = {field: getattr(row, name) for name, field in columns_in("version").items()}
        return {
            name: one and reader.session.get_one(WordsRow, one).text for name, one in ids.items()
        }


def erase(c, name):
    with c.database.writing() as writer:
        erase_person(writer, c.people[name].person, words=True)


def test_they_are_erased_with_who_wrote_them(site, written):
    erase(site.community, "dov")
    assert texts_of_newest(site.community) == dict.fromkeys(SAID)


def test_what_is_being_decided_keeps_all_its_words_until_then(site, written):
    c = site.community
    page = site.get(f"{site.base}/amendments/{written}/edit")
    site.post(f"{site.base}/amendments/{written}/edit", **{**page.fields, **SAID}, act="save")
    c.clock.advance(c.charter.ruleset.discussion * 2)
    c.open("ada", written)
    erase(c, "dov")
    assert texts_of_newest(c) == SAID
    c.pass_deadline(written)
    c.tick()
    with c.database.writing() as writer:
        assert finish_erasures(writer) == 1
    assert texts_of_newest(c) == dict.fromkeys(SAID)


def test_the_browser_keeps_what_the_page_has_and_knows_no_field_by_its_name():
    script = (Path(app.web.__file__).parent / "static" / "keep.js").read_text()
    names = {one.name for fields in PERSONAL.values() for one in fields}
    named = "|".join(sorted(names))
    # As a part of the page it may say "document.body".
    assert re.findall(rf"""(?<=['"`(|])({named})(?=['"`)|])""", script) == []
