from dataclasses import replace
from datetime import date

import pytest

from amendments.belonging.people import Role
from amendments.founding.founding import Founding
from amendments.refusals import BadInput, Refusal, TooLarge, WrongState
from amendments.ruleset import Ruleset
from app.services.founding.found import found_charter, read_text
from app.settings import TEXT_LIMIT
from app.storage.texts import charters, revisions
from tests.support.texts import care_charter

FOUNDING = Founding(
    slug="garden-rules",
    title="Garden rules",
    text="# Rules\n\nWater at dusk.\n",
    dated=date(2024, 2, 29),
    steward="Ada@Example.org ",
    steward_name="Ada",
    timezone="Europe/Paris",
)


def found(database, **more):
    with database.writing() as writer:
        return found_charter(writer, replace(FOUNDING, **more))


def refused(database, **more) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        found(database, **more)
    with database.reading() as reader:
        assert charters.all_charters(reader) == []
        assert charters.find_person(reader, "ada@example.org") is None
    return refusal.value


def test_the_care_charter_is_revision_1_of_its_day(community):
    first = community.head
    assert (first.number, first.dated) == (1, date(2023, 8, 8))
    assert first.document.text == care_charter()
    assert first.parent is None
    assert first.amendment is None
    assert {block.introduced_in for block in first.document.blocks} == {1}


def test_a_charter_has_its_first_steward(database):
    charter = found(database)
    with database.reading() as reader:
        (only,) = charters.members(reader, charter.id)
    assert (only.name, only.email, only.role) == ("Ada", "ada@example.org", Role.STEWARD)


def test_a_charter_keeps_what_it_was_founded_with(database):
    rules = Ruleset(max_rounds=5)
    charter = found(database, ruleset=rules, visibility="members")
    assert (charter.slug, charter.title) == ("garden-rules", "Garden rules")
    assert charter.zone.key == "Europe/Paris"
    assert charter.visibility == "members"
    assert charter.ruleset == rules


def test_a_text_is_brought_into_its_one_form(database):
    charter = found(database, text="\ufeff# Rules\r\n\r\n\r\nWater  \r\nat du\u0308sk.   \r\n")
    with database.reading() as reader:
        text = revisions.revision(reader, charter.id, 1).document.text
    assert text == "# Rules\n\nWater\\\nat düsk.\n"


@pytest.mark.parametrize("text", ["", "   ", "\n\n\t\n", "\ufeff"])
def test_an_empty_text_founds_nothing(database, text):
    refusal = refused(database, text=text)
    assert isinstance(refusal, BadInput)
    assert refusal.field == "text"
    assert "empty" in refusal.reason


@pytest.mark.parametrize("text", ["a\x00b", "a \ud800 b", "\x1b[31mred", "a\x07b"])
def test_what_no_text_can_hold_is_refused(database, text):
    refusal = refused(database, text=text)
    assert isinstance(refusal, BadInput)
    assert refusal.field == "text"


def test_bidirectional_marks_and_invisible_signs_are_kept(database):
    charter = found(database, text="A\u202eB\u200bC\u2066D\u2069\n")
    with database.reading() as reader:
        text = revisions.revision(reader, charter.id, 1).document.text
    assert text == "A\u202eB\u200bC\u2066D\u2069\n"


def test_five_megabytes_are_too_large(database):
    refusal = refused(database, text="word " * 1_000_000)
    assert isinstance(refusal, TooLarge)
    assert "5,000,000" in refusal.reason


def test_the_limit_is_counted_in_bytes(database):
    assert isinstance(refused(database, text="ä" * (TEXT_LIMIT // 2 + 1)), TooLarge)
    found(database, text="ä" * (TEXT_LIMIT // 2 - 1))


@pytest.mark.parametrize(
    ("slug"),
    ["", "Garden", "garden rules", "-garden", "garden-", "gärten", "../x", "a" * 65, "api", "me"],
)
def test_a_slug_that_cannot_be_an_address_is_refused(database, slug):
    assert refused(database, slug=slug).field == "slug"


@pytest.mark.parametrize("title", ["", "   ", "x" * 201, "x" * 10_000, "a\x00b", "one\ntwo"])
def test_a_title_that_cannot_be_used_is_refused(database, title):
    assert refused(database, title=title).field == "title"


@pytest.mark.parametrize(
    "zone", ["", "Mars", "Europe", "../etc/passwd", "/etc/passwd", "x\x00y", "\ud800", "UTC+1"]
)
def test_a_zone_that_is_none_is_refused(database, zone):
    assert refused(database, timezone=zone).field == "timezone"


@pytest.mark.parametrize("visibility", ["", "secret", "PUBLIC"])
def test_a_visibility_that_is_none_is_refused(database, visibility):
    assert refused(database, visibility=visibility).field == "visibility"


@pytest.mark.parametrize("steward", ["", "ada", "ada@", "@example.org", "a b@example.org", "\x00"])
def test_an_address_that_is_none_founds_nothing(database, steward):
    assert refused(database, steward=steward).field == "email"


def test_a_slug_is_given_once(database):
    found(database)
    with pytest.raises(WrongState, match="already"):
        found(database)


def test_one_person_can_be_in_two_charters(database):
    found(database)
    found(database, slug="kitchen-rules", steward="ADA@example.org")
    with database.reading() as reader:
        person = charters.find_person(reader, "ada@example.org")
        assert [one.slug for one in charters.charters_of(reader, person.id)] == [
            "garden-rules",
            "kitchen-rules",
        ]


def test_clauses_of_a_founding_text_are_passages_unless_lines_are_to_be_kept(database):
    text = "§ 1 Fees\n(1) All pay.\n(2) Guests do not."
    found(database, text=text)
    with database.reading() as reader:
        charter = charters.find(reader, "garden-rules")
        document = revisions.revision(reader, charter.id, 1).document
    assert document.passages.texts == ["§ 1 Fees", "(1) All pay.", "(2) Guests do not."]
    assert read_text(text).done.clauses == 3
    assert read_text(text, keep_lines=True).document.text == f"{text}\n"
