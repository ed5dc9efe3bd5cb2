"""Someone who can write in the database changes a text after others have consented to it."""

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from amendments.refusals import WrongState
from amendments.replay.verify import verify
from charter.change.change_set import ChangeSet
from charter.text.operations import Replace
from tests.support.community import Community
from tests.support.texts import ACTIVELY, KINDNESS, KINDNESS_OTHERWISE

ALL = ["ada", "cleo", "dov", "edda"]


def tampered(community, number):
    """Put another change in the place of the one that is being decided on."""
    block = community.block(KINDNESS[0])
    other = block.text.replace(*KINDNESS_OTHERWISE)
    change_set = ChangeSet((Replace(block.id, block.digest, (other,)),))
    pinned = community.round(number).value.change_sha256
    with community.database.writing() as writer:
        writer.session.execute(
            text("UPDATE change_set SET json_text = :new WHERE sha256 = :pinned"),
            {"new": change_set.to_json(), "pinned": pinned},
        )


@pytest.fixture
def decided(two_stewards):
    """A community, and an amendment by cleo with a round open."""
    community = two_stewards
    number = community.decide("cleo", community.with_words(KINDNESS))
    return community, number


def test_a_change_that_is_not_the_one_pinned_is_not_published(database, clock):
    # Not a fixture: it would check laws that cannot hold for what is damaged on purpose.
    community = Community.found(database, clock)
    number = community.decide("cleo", community.with_words(KINDNESS))
    community.answer_all(number, ALL)
    tampered(community, number)
    closed = community.close("ada", number)
    assert (closed.outcome, closed.revision) == ("void", None)
    assert community.head.number == 1
    # Nothing else made it void, so whoever checks the record asks why.
    assert verify(community.lines()).problems != ()


def test_a_version_is_never_written_over(decided):
    community, _ = decided
    before = community.lines()
    with pytest.raises(DBAPIError), community.database.writing() as writer:
        writer.session.execute(text("UPDATE version SET base = base"))
    assert community.lines() == before


def test_a_version_after_the_opening_is_refused(decided):
    community, number = decided
    other = community.with_words(KINDNESS_OTHERWISE)
    assert isinstance(community.refused("revise", "cleo", number, other), WrongState)
    assert isinstance(community.refused("invite_author", "cleo", number, "dov"), WrongState)


def test_what_is_published_is_what_was_pinned_to_the_byte(decided):
    community, number = decided
    pinned = community.round(number).value.change_sha256
    wanted = community.with_words(KINDNESS)
    community.answer_all(number, [*ALL, "bela"])
    community.close("ada", number)
    published = json.loads(community.lines()[-1])["data"]
    assert published["change_sha256"] == community.head.change_sha256 == pinned
    assert community.head.document.text == wanted


def test_of_two_texts_that_touch_the_second_gets_notice_or_is_void(decided):
    community, number = decided
    same = community.discuss("dov", community.with_words(KINDNESS_OTHERWISE))
    near = community.propose("edda", community.with_words(ACTIVELY), editorial=True)
    community.submit("edda", near)
    community.pass_time_before_deadline(number, hours=26)
    for one in (same, near):
        community.open("ada", one)
    community.pass_time_before_deadline(number, hours=1)
    before = community.round(near).value.closes_at
    community.answer_all(number, [*ALL, "bela"])
    community.close("ada", number)
    assert community.round(same).value.outcome == "void"
    notified = community.round(near).value
    assert notified.is_open
    assert notified.closes_at > before
