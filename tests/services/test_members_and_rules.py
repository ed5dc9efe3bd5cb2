from datetime import timedelta

import pytest

from amendments.belonging.people import Role
from amendments.refusals import BadInput, NotAllowed, Refusal, WrongState
from app.services.belonging.add_member import add_member
from app.services.texts.change_rules import change_rules
from app.storage.texts import charters


def add(community, email, **more):
    with community.writing(None) as (writer, access):
        return add_member(writer, access.charter, email, **more)


def change(community, changes, by=None):
    with community.writing(by) as (writer, access):
        return change_rules(writer, access.charter, changes, by=access.actor if by else None)


def members(community):
    charter = community.charter
    with community.database.reading() as reader:
        found = charters.members(reader, charter.id)
    return {one.email: (one.name, one.role.value) for one in found}


def refused(community, act, *arguments, **more) -> Refusal:
    before = (members(community), community.charter.ruleset, community.lines())
    with pytest.raises(Refusal) as refusal:
        act(community, *arguments, **more)
    assert (members(community), community.charter.ruleset, community.lines()) == before
    return refusal.value


def test_an_address_is_brought_to_its_one_form(community):
    add(community, " Finn.Berg@Example.org")
    assert members(community)["finn.berg@example.org"] == ("Finn Berg", "member")


def test_the_operator_adds_a_steward_with_a_name(community):
    add(community, "finn@example.org", name="Finn", role=Role.STEWARD)
    assert members(community)["finn@example.org"] == ("Finn", "steward")
    assert '"actor":null' in community.lines()[-1]


def test_adding_someone_again_changes_their_role_only(community):
    first = community.people["cleo"].member
    assert add(community, "cleo@example.org", role=Role.STEWARD) == first
    assert members(community)["cleo@example.org"][1] == "steward"
    lines = len(community.lines())
    add(community, "CLEO@example.org", role=Role.STEWARD)
    assert len(community.lines()) == lines


def test_the_last_steward_stays_one(community):
    refusal = refused(community, add, "ada@example.org", role=Role.MEMBER)
    assert isinstance(refusal, WrongState)
    add(community, "cleo@example.org", role=Role.STEWARD)
    add(community, "ada@example.org", role=Role.MEMBER)
    assert members(community)["ada@example.org"][1] == "member"


def test_only_a_steward_changes_rules(community):
    assert isinstance(refused(community, change, {"quorum": "1"}, by="cleo"), NotAllowed)


@pytest.mark.parametrize("email", ["", "finn", "finn@", "a@b@c", "finn@example.", "\ud800@x.org"])
def test_an_address_that_is_none_is_refused(community, email):
    assert refused(community, add, email).field == "email"


@pytest.mark.parametrize("name", ["x" * 101, "a\x00b", "\ud800"])
def test_a_name_that_cannot_be_used_is_refused(community, name):
    assert refused(community, add, "finn@example.org", name=name).field == "name"


def test_names_are_not_written_in_the_record(community):
    add(community, "finn@example.org", name="Finn Berg")
    assert "Finn" not in "".join(community.lines())
    assert "example.org" not in "".join(community.lines())


def test_rules_change_and_are_recorded(community):
    change(community, {"quorum": "1/2", "discussion": "PT0S"}, by="ada")
    assert community.charter.ruleset.discussion == timedelta(0)
    assert '"quorum":"1/2"' in community.lines()[-1]


def test_the_same_rules_are_no_change(community):
    lines = community.lines()
    change(community, {"quorum": "1/3"}, by="ada")
    assert community.lines() == lines


@pytest.mark.parametrize(
    "changes", [{"quorum": "2"}, {"discussion": "soon"}, {"colour": "red"}, {"max_rounds": 0}]
)
def test_rules_that_are_none_are_refused(community, changes):
    refusal = refused(community, change, changes, by="ada")
    assert isinstance(refusal, BadInput)
    assert refusal.field == next(iter(changes))


def test_one_bad_rule_changes_none(community):
    refused(community, change, {"quorum": "1/2", "discussion": "soon"}, by="ada")
    assert community.charter.ruleset.quorum != 1 / 2
