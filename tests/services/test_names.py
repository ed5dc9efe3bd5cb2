"""Whose name it is: checked where one is written, and told apart where it came along."""

# ruff: noqa: RUF001 - letters that can be taken for others are what this is about

import pytest

from amendments.belonging.people import Role
from amendments.refusals import BadInput
from app.language import words_of
from app.services.belonging.add_member import add_member
from app.services.belonging.ask_to_join import ask, grant
from app.services.belonging.names import name_from
from app.services.belonging.rename import rename
from app.services.care.erase import erase_person
from app.storage.belonging.names import names_before, shown_names
from app.storage.texts import charters
from charter.language import speaking
from tests.support.borrowed import BORROWED


def names(community):
    with community.database.reading() as reader:
        found = charters.members(reader, community.charter.id, also_past=True)
    return {one.email.partition("@")[0]: one.name for one in found}


def kept(community, name, person):
    """Give somebody a name as older programs kept it, without a look at it."""
    with community.database.writing() as writer:
        charters.person(writer, community.people[person].person).name = name


def renamed(community, who, name):
    with community.database.writing() as writer:
        return rename(writer, community.people[who].person, name)


def test_no_name_that_somebody_writes_passes_for_another(community):
    before = (names(community), community.lines())
    for name in BORROWED:
        with pytest.raises(BadInput) as refused, community.writing(None) as (writer, access):
            add_member(writer, access.charter, "finn@example.org", name=name)
        assert refused.value.field == "name"
        with pytest.raises(BadInput) as refused:
            renamed(community, "cleo", name)
        assert refused.value.field == "name"
    assert (names(community), community.lines()) == before


def test_the_sentence_says_how_to_tell_two_people_apart(community):
    with pytest.raises(BadInput, match=r"“Ada K\.”"):
        renamed(community, "cleo", "Ada")
    assert renamed(community, "cleo", "Ada K.") == "Ada K."


def test_writing_ones_own_name_otherwise_is_fine(community):
    assert renamed(community, "ada", "ADA") == "ADA"
    assert renamed(community, "ada", "Ada") == "Ada"


def test_a_name_is_looked_at_in_every_charter_that_one_ever_belonged_to(community, found_community):
    other = found_community(slug="other", stewards=1, members=1)
    other.leave("cleo")
    with other.writing(None) as (writer, access):
        add_member(writer, access.charter, "sam@example.org", name="S")
    # Cleo's words still speak there, with whatever name is Cleo's now.
    with pytest.raises(BadInput):
        renamed(community, "cleo", "Ѕ")


def test_the_name_of_somebody_who_left_stays_theirs_until_they_are_forgotten(community):
    community.leave("dov")
    with pytest.raises(BadInput):
        renamed(community, "cleo", "Dov")
    kept(community, "", "dov")
    assert renamed(community, "cleo", "Dov") == "Dov"


def test_a_name_that_came_along_is_numbered_where_it_could_be_taken_for_an_earlier_one(
    community, found_community
):
    other = found_community(slug="other", stewards=1, members=4)
    with other.database.writing() as writer:
        rename(writer, other.people["finn"].person, "Sam")
    with community.writing(None) as (writer, access):
        add_member(writer, access.charter, "sam@example.org", name="Sam", role=Role.STEWARD)
        add_member(writer, access.charter, "finn@example.org", name="whatever")
    assert names(community)["sam"] == "Sam"
    assert names(community)["finn"] == "Sam (2)"
    assert names(other)["finn"] == "Sam"


def test_names_from_before_these_rules_are_kept_and_told_apart(community):
    for who, name in {"cleo": "Аda", "dov": "Ada\u200b", "edda": "Steward"}.items():
        kept(community, name, who)
    assert names(community) == {
        "ada": "Ada",
        "cleo": "Аda (2)",
        "dov": "Ada (3)",
        "edda": "someone called “Steward”",
    }


def test_nobody_is_called_otherwise_where_those_who_left_are_shown_too(community):
    kept(community, "Cleo", "dov")
    community.leave("cleo")
    with community.database.reading() as reader:
        present = {one.member: one.name for one in charters.members(reader, community.charter.id)}
    assert present[community.people["dov"].member] == names(community)["dov"] == "Cleo (2)"


def test_a_name_carries_what_its_owner_is(community):
    community.leave("dov")
    shown = names(community)
    assert shown["ada"].role is Role.STEWARD
    assert shown["cleo"].role is Role.MEMBER
    assert shown["dov"].role is None


def test_strangers_who_ask_are_not_told_who_is_here(community, found_community):
    other = found_community(slug="other", stewards=1, members=4)
    with other.database.writing() as writer:
        person = other.people["finn"].person
        rename(writer, person, "Dov K.")
    kept(other, "Dov", "finn")
    with community.database.writing() as writer:
        from app.services import entry

        number = ask(writer, entry.enter_to_write(writer, community.slug, person), person, "Hello")
    with community.writing("ada") as (writer, access):
        grant(writer, access, number)
    assert names(community)["finn"] == "Dov (2)"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("finn.berg@example.org", "Finn Berg"),
        ("s@example.org", "S"),
        ("admin@example.org", "A."),
        ("steward_1@example.org", "S."),
        ("+49.30@example.org", "+49 30"),
        ("___@example.org", "N. N."),
        ("х.а@example.org", "Х А"),
        ("x" * 64 + "@example.org", "X" + "x" * 63),
    ],
)
def test_a_name_is_made_of_an_address_that_no_name_came_with(address, name):
    assert name_from(address) == name


def test_a_name_that_was_left_behind_is_told_until_its_owner_is_forgotten(community):
    renamed(community, "cleo", "Clea")
    renamed(community, "cleo", "Clio")
    handle = community.handle("cleo")
    with community.database.reading() as reader:
        assert names_before(reader, community.charter.id, {handle}) == {handle: "Cleo, Clea"}
    with community.database.writing() as writer:
        erase_person(writer, community.people["cleo"].person, words=False)
    with community.database.reading() as reader:
        assert names_before(reader, community.charter.id, {handle}) == {}


def test_a_name_that_is_told_in_words_is_told_in_the_language_of_who_reads_it():
    kept = {1: "\u200b", 2: "Ada"}
    english = shown_names(kept)
    with speaking(words_of("de")):
        german = shown_names(kept)
    assert (english[2], german[2]) == ("Ada", "Ada")
    assert english[1] == "someone whose name cannot be read" != german[1]
    assert shown_names(kept) == english
