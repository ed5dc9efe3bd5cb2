"""Coming to belong and what is recorded of it: nobody is let in round about, or left without."""

import pytest

from amendments.belonging import joining, membership, naming
from amendments.belonging.people import Community, Role
from amendments.record.events import EventKind
from amendments.refusals import BadInput, NotAllowed, WrongState
from tests.support.clock import START


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (joining.may_invite_again(waits=False), None),
        (joining.may_invite_again(waits=True), WrongState),
        (joining.may_take_link(signed_in=True), None),
        (joining.may_take_link(signed_in=False), NotAllowed),
        (joining.may_take_sent(to_another=False), None),
        (joining.may_take_sent(to_another=True), NotAllowed),
        (joining.may_come_back(belonged=False), None),
        (joining.may_come_back(belonged=True), NotAllowed),
    ],
)
def test_an_invitation_is_for_whom_it_was_sent_to(given, refusal):
    assert given is True if refusal is None else isinstance(given, refusal)


def test_a_no_to_an_invitation_names_nobody():
    event = joining.declined(7)
    assert (event.kind, event.actor) == (EventKind.INVITATION_DECLINED, None)
    assert (event.data, event.words) == ({"invitation": 7}, {})


@pytest.mark.parametrize(
    ("member", "role", "stewards", "may"),
    [
        (1, Role.MEMBER, {1}, False),
        (1, Role.MEMBER, {1, 2}, True),
        (2, Role.MEMBER, {1}, True),
        (1, Role.STEWARD, {1}, True),
    ],
)
def test_a_charter_keeps_a_steward(member, role, stewards, may):
    given = membership.may_have_role(member, role, Community({1, 2}, frozenset(stewards)))
    assert given is True if may else isinstance(given, WrongState)


@pytest.mark.parametrize("until", [None, START])
def test_what_the_operator_does_is_recorded_as_theirs_and_names_are_sealed(until):
    term = {} if until is None else {"until": until}
    added = membership.added("m_4", Role.STEWARD, until, "Ada")
    assert (added.kind, added.actor) == (EventKind.MEMBER_ADDED, None)
    assert added.data == {"member": "m_4", "role": Role.STEWARD, **term}
    assert added.words == {"name": "Ada"}
    role = membership.given_role("m_4", Role.MEMBER, until)
    assert (role.kind, role.words) == (EventKind.MEMBER_CHANGED, {})
    assert role.data == {"member": "m_4", "role": Role.MEMBER, **term}


def test_another_name_is_ones_own_act_and_sealed():
    event = membership.renamed("m_4", "Ada")
    assert (event.kind, event.actor) == (EventKind.MEMBER_RENAMED, "m_4")
    assert (event.data, event.words) == ({"member": "m_4"}, {"name": "Ada"})


def test_who_takes_another_name_gives_one():
    assert naming.read_given_name("  Ada  ") == "Ada"
    for name in ("", " \n "):
        with pytest.raises(BadInput) as refusal:
            naming.read_given_name(name)
        assert refusal.value.field == "name"
