"""Being forgotten: what goes, what stays, and what the rules say about it."""

import pytest

from amendments.belonging.people import Role
from amendments.refusals import NotAllowed, WrongState
from amendments.replay.verify import verify
from app.provider import Account
from app.services.authentication import identities, sessions, sign_in, tokens
from app.services.care import forgetting
from app.services.care.erase import erase_person, preview
from app.services.views import amendment_view
from app.storage.belonging import authentication
from app.storage.record.personal_words import ERASED
from app.storage.tables import PasskeyRow
from app.storage.texts import charters
from app.storage.upkeep import erasures
from tests.support.laws import openings
from tests.support.texts import KINDNESS, SHARING


def erase(c, who, *, words=True, by_operator=False):
    with c.database.writing() as writer:
        erase_person(writer, c.people[who].person, words=words, by_operator=by_operator)


def look(c, number, who="ada"):
    with c.reading(who) as (reader, access):
        return amendment_view.look_at_amendment(reader, access, number)


def assert_verifies(c):
    assert verify([*c.lines(), *openings(c)]).problems == ()


def test_with_the_name_only_the_words_stay_with_nobody(two_stewards):
    c = two_stewards
    number = c.decide("cleo", c.with_words(KINDNESS), reason="Because.")
    draft = c.propose("cleo", c.with_words(SHARING), title="A secret plan")
    c.answer("cleo", number)
    c.object_to("dov", number)
    c.comment("edda", number, "I am Edda.")
    for who in ("cleo", "dov", "edda"):
        erase(c, who, words=False)
    seen = look(c, number)
    assert seen.version.reason == "Because."
    assert seen.names.of(c.people["cleo"].member) == "a former member"
    assert [one.body for one in seen.talk.comments] == ["I am Edda."]
    assert c.status(draft) == "withdrawn"
    assert look_title(c, draft) == ERASED
    c.answer_all(number, ["ada", "bela"])
    assert c.round(number).value.tally().consenting == 3
    c.pass_deadline(number)
    assert c.tick()[0].outcome == "passed"
    assert [one.value.status for one in c.objections(number)] == ["kept_as_concern"]
    for gone in ("Cleo", "Dov", "cleo@", "dov@"):
        assert gone not in "".join(openings(c))
    assert_verifies(c)


def look_title(c, number):
    from app.storage.writing import amendments

    with c.database.reading() as reader:
        return amendments.versions(reader, c.amendment(number).id)[-1].title


def test_with_the_words_nothing_waits_that_nobody_can_read(two_stewards):
    c = two_stewards
    own = c.propose("dov", c.with_words(SHARING))
    c.submit("dov", own)
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.object_to("dov", number)
    with c.database.reading() as reader:
        told = preview(reader, c.people["dov"].person)
    assert (told.open_objections, told.open_proposals, told.being_decided) == (1, 1, 0)
    erase(c, "dov")
    assert c.status(own) == "withdrawn"
    assert look(c, own).proposed.text == c.head.document.text
    (objection,) = c.objections(number)
    assert (objection.value.status, objection.reason) == ("kept_as_concern", ERASED)
    c.answer_all(number, ["ada", "bela", "cleo", "edda"])
    assert c.close("ada", number).outcome == "passed"
    assert_verifies(c)


def test_what_is_being_decided_waits_for_the_end_and_what_is_adopted_stays(two_stewards, tmp_path):
    c, listed = two_stewards, tmp_path / "list"
    lost = c.decide("cleo", c.with_words(SHARING), title="Lost", reason="Why lost")
    won = c.decide("cleo", c.with_words(KINDNESS), title="Won", reason="Why won")
    c.object_to("dov", lost)
    erase(c, "cleo")
    assert look(c, lost).version.reason == "Why lost"
    everyone = ["ada", "bela", "edda"]
    c.answer_all(won, [*everyone, "dov"])
    c.answer_all(lost, everyone)
    for number in (lost, won):
        c.pass_deadline(number)
    c.tick()
    forgetting.see_erasures_through(c.database, listed)
    assert "Treat each other with kindness" in c.head.document.text
    assert (look(c, won).version.title, look(c, won).version.reason) == ("Won", ERASED)
    assert (look(c, lost).version.title, look(c, lost).version.reason) == (ERASED, ERASED)
    assert (look(c, lost).wording_erased, look(c, won).wording_erased) == (True, False)
    assert look(c, lost).proposed.text == c.revisions()[0].document.text
    with c.database.reading() as reader:
        assert erasures.unfinished(reader) == []
    assert_verifies(c)


def test_the_only_steward_hands_over_first(community):
    c = community
    with pytest.raises(WrongState) as refused:
        erase(c, "ada")
    with c.database.reading() as reader:
        told = preview(reader, c.people["ada"].person)
    assert told.refused is not None
    assert told.refused.reason == refused.value.reason
    assert c.refused("leave", "ada").reason in refused.value.reason
    c.join("bela", Role.STEWARD)
    erase(c, "ada")
    assert_verifies(c)
    for who in ("cleo", "dov", "edda", "bela"):
        erase(c, who) if who != "bela" else None
    erase(c, "bela")
    assert_verifies(c)


def test_every_way_in_ends_and_the_address_is_free(two_stewards):
    c = two_stewards
    person, by = c.people["cleo"].person, b"a secret of the tests"
    with c.database.writing() as writer:
        secret = sessions.new_session(writer, person)
        token = tokens.new_token(writer, "cleo@example.org", "a program")
        code = sign_in.new_code(writer, by, "cleo@example.org")
        identities.connect(writer, Account("https://id.example.org", "one", None), person)
        key = {"credential_id": "QUJD", "public_key": "QUJD", "user_handle": "Y2w", "name": "x"}
        row = PasskeyRow(person_id=person, sign_count=0, created_at=writer.now, **key)
        writer.session.add(row)
    erase(c, "cleo", words=False, by_operator=True)
    with c.database.writing() as writer:
        assert sign_in.use_code(writer, by, "cleo@example.org", code) is None
    with c.database.reading() as reader:
        assert sessions.find_session(reader, secret) is None
        assert tokens.find_token(reader, token) is None
        assert authentication.passkeys_of(reader, person) == []
        assert identities.list_identities(reader, person) == []
        assert charters.find_person(reader, "cleo@example.org") is None
    before = c.people["cleo"].member
    assert c.join("cleo").member != before
    assert_verifies(c)


def test_who_was_a_member_once_is_erased_there_too(two_stewards):
    c = two_stewards
    own = c.propose("cleo", c.with_words(SHARING), reason="Because of Cleo.")
    c.submit("cleo", own)
    c.leave("cleo")
    erase(c, "cleo")
    assert c.status(own) == "withdrawn"
    assert "Cleo" not in "".join(openings(c))
    assert isinstance(c.refused("comment", "cleo", own), (NotAllowed, Exception))
    assert_verifies(c)


def test_a_wording_that_others_write_too_is_theirs(two_stewards):
    c = two_stewards
    own = c.propose("cleo", c.with_words(SHARING), reason="Ours.")
    c.submit("cleo", own)
    c.invite_author("cleo", own, "dov")
    c.join_authors("dov", own)
    erase(c, "cleo")
    assert (c.status(own), look(c, own).version.reason) == ("discussion", "Ours.")
    c.withdraw("dov", own)
    with c.database.writing() as writer:
        from app.services.care.erase import finish_erasures

        assert finish_erasures(writer) == 1
    assert look(c, own).version.reason == ERASED
    assert_verifies(c)
