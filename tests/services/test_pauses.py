"""Pauses: of comments only, for some days, and for long only by two; and who has been heard."""

from datetime import timedelta

import pytest

from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from app.services.care.erase import erase_person
from app.services.care.pause import running
from app.services.record import export_record
from app.services.talking.mirror import look_in_mirror, not_heard
from app.services.views import amendment_view
from tests.support.laws import openings
from tests.support.texts import KINDNESS


@pytest.fixture
def number(two_stewards):
    """An amendment by cleo in discussion, with a comment by dov."""
    number = two_stewards.propose("cleo", two_stewards.with_words(KINDNESS))
    two_stewards.submit("cleo", number)
    two_stewards.comment("dov", number, "One two three.")
    return number


def may_comment(community, number, who):
    with community.reading(who) as (reader, access):
        return amendment_view.look_at_amendment(reader, access, number).may.comment


def test_comments_are_paused_and_nothing_else(two_stewards, number, clock, deliver):
    c = two_stewards
    deliver()
    c.pause("ada", "dov", 3, "Three warnings.")
    ((letter),) = deliver()
    assert letter["To"] == "dov@example.org"
    assert "Three warnings." in letter.get_body(("plain",)).get_content()
    for act, *more in (("comment", "Hm."), ("edit_comment", 1, "Hm.")):
        refusal = c.refused(act, "dov", number, *more)
        assert isinstance(refusal, WrongState)
        assert refusal.reason == may_comment(c, number, "dov").reason
        assert "until the end of 5 March 2026" in refusal.reason
    assert may_comment(c, number, "edda") is True
    c.sense("dov", number, "not_yet")
    c.report("dov", number)
    c.settle("dov", number, 1)
    clock.advance(timedelta(days=3, hours=14))
    assert may_comment(c, number, "dov") is not True
    clock.advance(timedelta(hours=1))
    assert may_comment(c, number, "dov") is True
    c.comment("dov", number)


def test_who_is_paused_still_decides(two_stewards, clock):
    c = two_stewards
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.pause("ada", "dov", 7)
    c.object_to("dov", number)
    c.test_objection("dov", number, 1, "asks")


def test_for_long_it_takes_two_and_any_steward_ends_it(two_stewards, number, clock):
    c = two_stewards
    for days in (-1, 8, 30):
        assert isinstance(c.refused("pause", "ada", "dov", days), BadInput)
    assert isinstance(c.refused("pause", "ada", "dov", 3, " "), BadInput)
    assert isinstance(c.refused("pause", "ada", "ada"), NotAllowed)
    assert isinstance(c.refused("pause", "cleo", "dov"), NotAllowed)
    c.pause("ada", "dov", 7)
    assert "another steward" in c.refused("pause", "ada", "dov", 7).reason
    assert isinstance(c.refused("pause", "bela", "dov", 31), BadInput)
    c.pause("bela", "dov", 30)
    assert isinstance(c.refused("lift", "dov", 2), NotAllowed)
    assert isinstance(c.refused("lift", "ada", 9), NotFound)
    c.lift("ada", 2)
    c.lift("bela", 1)
    assert isinstance(c.refused("lift", "bela", 1), WrongState)
    assert may_comment(c, number, "dov") is True
    clock.advance(timedelta(days=29))
    assert isinstance(c.refused("pause", "ada", "dov"), NotAllowed)
    clock.advance(timedelta(days=2))
    c.pause("ada", "dov")


def test_who_is_paused_and_why_is_for_them_and_stewards(two_stewards, number):
    c = two_stewards
    c.pause("ada", "dov", 3, "Three warnings.")
    for who, sees in (("dov", True), ("bela", True), ("edda", False), (None, False)):
        with c.reading(who) as (reader, access):
            assert [one.reason for one in running(reader, access)] == ["Three warnings."] * sees
            told = "".join(export_record.lines(reader, access, openings=True))
        assert "Three warnings." not in told
        paused = next(one for one in told.splitlines() if '"comments.paused"' in one)
        assert c.handle("dov") not in paused


class TestHeard:
    def test_everyone_sees_their_own_part_and_nobody_elses(self, two_stewards, number):
        c = two_stewards
        c.comment("edda", number, "One.")

        def mirror(who):
            kept = c.amendment(number)
            with c.reading(who) as (reader, access):
                return look_in_mirror(reader, access, kept)

        assert (mirror("dov").share, mirror("edda").share, mirror("ada").share) == (75, 25, 0)
        assert (mirror("ada").silent, mirror("ada").members) == (2, 5)
        assert mirror(None) is None
        c.take_back("dov", number, 1)
        assert mirror("edda").share == 100

    def test_stewards_see_who_was_not_heard_by_the_alphabet(self, two_stewards, number):
        c = two_stewards
        kept = c.amendment(number)

        def names(who):
            with c.reading(who) as (reader, access):
                return not_heard(reader, access, kept)[0]

        assert names("ada") == ["Ada", "Bela", "Edda"]
        c.sense("edda", number, "ready")
        c.summarise("bela", number, "So far.")
        assert names("bela") == ["Ada"]
        assert names("cleo") == []


def test_what_someone_reported_and_said_to_stewards_goes_with_their_words(two_stewards, number):
    c = two_stewards
    c.comment("edda", number, "Canary one.")
    c.edit_comment("edda", number, 2, "Canary two, @Dov.")
    c.report("edda", number, 1, body="Canary three.")
    c.hide("ada", number, 2)
    c.answer_hiding("edda", number, 2, "Canary four.")
    c.appeal("edda", number, 2, "Canary five.")
    with c.database.writing() as writer:
        erase_person(writer, c.people["edda"].person, words=True)
    assert "Canary" not in "".join(openings(c))
