"""One address is one person, however its letters were typed."""

# ruff: noqa: RUF001 - letters that can be taken for others are what this is about

import pytest

from amendments.refusals import BadInput, WrongState
from app.provider import Account
from app.services.authentication.addresses import read_address
from app.services.authentication.identities import person_of
from app.services.authentication.sign_in import new_code, use_code
from app.services.authentication.tokens import find_token, new_token
from app.services.belonging.add_member import add_member
from app.services.belonging.invite import invite_address
from app.services.care.my_data import person_called
from app.storage.texts import charters

#: Cleo's address, as somebody may type it.
OF_CLEO = (
    "CLEO@example.org", "ｃｌｅｏ@example.org", "cleo＠example.org",
    "ＣＬＥＯ＠ＥＸＡＭＰＬＥ．ＯＲＧ",
    " cleo@ｅｘａｍｐｌｅ.org ", "𝐜𝐥𝐞𝐨@example.org", "cleo@example．org",
)  # fmt: skip
SECRET = b"a secret of the tests"


@pytest.mark.parametrize("typed", OF_CLEO)
def test_an_address_has_one_form(typed):
    assert read_address(typed) == "cleo@example.org"
    assert read_address("Zoe\u0308@example.org") == read_address("zoë@EXAMPLE.org")


@pytest.mark.parametrize("sign", "\u200b\u00ad\u202e\u2060\ufe0f\U000e0041\u3164\ue000")
def test_an_address_holds_nothing_that_cannot_be_seen(sign):
    for typed in (f"cl{sign}eo@example.org", f"cleo@ex{sign}ample.org"):
        with pytest.raises(BadInput):
            read_address(typed)


def test_every_door_knows_the_person_of_an_address_however_it_is_typed(community):
    cleo = community.people["cleo"]
    for typed in OF_CLEO:
        with community.writing(None) as (writer, access):
            assert add_member(writer, access.charter, typed) == cleo.member
            code = new_code(writer, SECRET, typed)
            assert use_code(writer, SECRET, "cleo@example.org", code or "") == cleo.person
            code = new_code(writer, SECRET, "cleo@example.org")
            assert use_code(writer, SECRET, typed, code or "") == cleo.person
            token = find_token(writer, new_token(writer, typed, "tests"))
            assert token is not None
            assert token.person == cleo.person
            assert person_called(writer, typed) == cleo.person
            account = Account("https://id.example.org", typed, typed)
            assert person_of(writer, account, trust_email=True) == cleo.person
    assert len(community.people) == 4


def test_an_open_invitation_is_one_however_its_address_is_typed(community):
    with community.writing(None) as (writer, access):
        invite_address(writer, access.charter, "finn@example.org", by=None)
        with pytest.raises(WrongState):
            invite_address(writer, access.charter, "ｆｉｎｎ@example.org", by=None)


def test_whoever_has_an_address_from_before_is_found_by_it_and_no_one_else_is(community):
    before = "ｃｌｅｏ@example.org"
    with community.database.writing() as writer:
        charters.person(writer, community.people["dov"].person).email = before
    with community.writing(None) as (writer, _access):
        assert person_called(writer, before) == community.people["dov"].person
        assert person_called(writer, "cleo@example.org") == community.people["cleo"].person
        code = new_code(writer, SECRET, before)
        assert use_code(writer, SECRET, before, code or "") == community.people["dov"].person
