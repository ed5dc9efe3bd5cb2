"""Every life ends: whoever is gone, somebody who is here can act, and it is said why it ended."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from amendments.belonging.visibility import Openness
from amendments.record.events import EventKind
from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from amendments.replay.verify import verify
from amendments.status import Status
from app.services.belonging.change_visibility import change_visibility
from app.services.care.erase import erase_person
from app.services.entry import visible
from app.services.upkeep.tick import do_due_things
from app.services.views.amendment_view import look_at_amendment
from tests.support.community import Community
from tests.support.laws import openings
from tests.support.texts import KINDNESS, PRIVACY

DAY = timedelta(days=1)
OTHER_WORDS = (KINDNESS[0], KINDNESS[1] + " every day")


def consistent(community):
    """Whether the record follows by the rules, from its lines alone."""
    return verify([*community.lines(), *openings(community)]).problems == ()


def events(community, kind):
    lines = (json.loads(line) for line in community.lines())
    return [one for one in lines if one["kind"] == kind]


@pytest.fixture
def talk(community):
    """A proposal by cleo that is in discussion."""
    return community.discuss("cleo", community.with_words(KINDNESS))


@pytest.fixture
def blocked(community, talk):
    """It was decided on, and dov objected."""
    community.open("ada", talk)
    community.object_to("dov", talk)
    community.answer_all(talk, ["ada", "edda"])
    community.pass_deadline(talk)
    community.tick()
    return talk


def erase(community, who, *, words=False):
    with community.database.writing() as writer:
        erase_person(writer, community.people[who].person, words=words)


# --- people who are gone


def test_author_and_objector_are_gone_and_another_brings_it_to_an_end(community, blocked):
    community.leave("cleo")
    community.leave("dov")
    community.take_up("edda", blocked)
    assert community.amendment(blocked).value.former == {community.people["cleo"].member}
    community.open("ada", blocked)
    community.answer_all(blocked, ["ada", "edda"])
    community.pass_deadline(blocked)
    assert community.tick()[0].outcome == "passed"
    assert consistent(community)


def test_who_took_it_up_can_make_a_new_version_or_withdraw_it(community, blocked):
    community.leave("cleo")
    community.take_up("edda", blocked)
    assert community.revise("edda", blocked, community.with_words(OTHER_WORDS)) == 2
    community.withdraw("edda", blocked, "It was not worth it.")
    assert community.status(blocked) == "withdrawn"
    assert consistent(community)


def _leave(community, who):
    community.leave(who)


def _remove(community, who):
    community.remove("ada", who)


@pytest.mark.parametrize("go", [_leave, _remove, erase])
@pytest.mark.parametrize("when", ["open", "between"])
def test_an_objection_of_somebody_who_left_is_kept_as_a_concern(community, talk, go, when):
    community.open("ada", talk)
    community.object_to("dov", talk)
    if when == "between":
        community.pass_deadline(talk)
        community.tick()
    go(community, "dov")
    (kept,) = community.objections(talk)
    assert (kept.value.status, kept.value.author_left) == ("kept_as_concern", True)
    assert events(community, EventKind.OBJECTION_RESOLVED) == [] or when == "between"
    if when == "open":
        assert consistent(community)
        community.pass_deadline(talk)
        community.tick()
    (line,) = events(community, EventKind.OBJECTION_RESOLVED)
    assert (line["actor"], line["data"]["cause"]) == (None, "member_left")
    assert consistent(community)


def test_in_an_open_round_it_blocks_no_more_and_is_nobodys_consent(community, talk):
    community.open("ada", talk)
    community.object_to("dov", talk)
    community.answer("edda", talk, "stand_aside")
    community.leave("dov")
    counts = community.round(talk).value.tally().counts
    assert (counts["stand_aside"], counts["consent"], counts["concern"]) == (2, 0, 0)
    community.pass_deadline(talk)
    assert community.tick()[0].outcome == "inquorate"
    assert consistent(community)


def test_it_is_still_open_for_who_comes_back_and_objects_again(community, talk):
    community.open("ada", talk)
    community.object_to("dov", talk)
    community.leave("dov")
    community.join("dov")
    community.object_to("dov", talk)
    community.pass_deadline(talk)
    assert community.tick()[0].outcome == "blocked"
    assert consistent(community)


def test_nobody_waits_for_the_answer_of_somebody_who_left(community, talk):
    community.open("ada", talk)
    community.answer_all(talk, ["ada", "cleo", "edda"])
    assert "not everyone" in community.refused("close", "ada", talk).reason
    community.leave("dov")
    assert community.close("ada", talk).outcome == "passed"
    assert consistent(community)


def test_but_for_everybody_who_is_here(community, talk):
    community.open("ada", talk)
    community.answer_all(talk, ["ada", "cleo"])
    community.leave("dov")
    assert isinstance(community.refused("close", "ada", talk), WrongState)


def test_a_draft_that_nobody_else_has_seen_goes_with_its_author(community):
    mine = community.propose("cleo", community.with_words(KINDNESS))
    shared = community.propose("cleo", community.with_words(PRIVACY))
    community.invite_author("cleo", shared, "dov")
    community.join_authors("dov", shared)
    community.leave("cleo")
    assert (community.status(mine), community.status(shared)) == ("withdrawn", "draft")
    assert consistent(community)


# --- who writes it


def test_an_author_leaves_and_any_member_takes_it_up(community, talk):
    assert "has an author" in community.refused("take_up", "dov", talk).reason
    community.leave_authorship("cleo", talk)
    assert isinstance(community.refused("revise", "cleo", talk, "# Nothing\n"), NotAllowed)
    community.take_up("dov", talk)
    assert community.amendment(talk).value.authors == {community.people["dov"].member}
    assert "has an author" in community.refused("take_up", "edda", talk).reason
    assert consistent(community)


def test_it_is_handed_over_with_one_press_each(community, talk):
    community.hand_over("cleo", talk, "dov")
    assert community.people["cleo"].member in community.amendment(talk).value.authors
    community.join_authors("dov", talk)
    value = community.amendment(talk).value
    assert value.authors == {community.people["dov"].member}
    assert value.former == {community.people["cleo"].member}
    assert consistent(community)


def test_a_hand_over_that_was_taken_back_leaves_both(community, talk):
    community.hand_over("cleo", talk, "dov")
    community.invite_author("cleo", talk, "dov")
    community.join_authors("dov", talk)
    assert len(community.amendment(talk).value.authors) == 2
    assert consistent(community)


def test_nobody_leaves_what_is_being_decided(community, talk):
    community.open("ada", talk)
    assert isinstance(community.refused("leave_authorship", "cleo", talk), WrongState)
    community.leave("cleo")
    assert "under way" in community.refused("take_up", "dov", talk).reason


def test_a_draft_is_not_left_by_the_last_who_can_see_it(community):
    number = community.propose("cleo", community.with_words(KINDNESS))
    assert "Withdraw it" in community.refused("leave_authorship", "cleo", number).reason
    community.invite_author("cleo", number, "dov")
    community.join_authors("dov", number)
    community.leave_authorship("cleo", number)
    assert isinstance(community.refused("submit", "cleo", number), NotFound)
    community.submit("dov", number)
    assert consistent(community)


def test_where_every_steward_writes_it_one_leaves_and_then_guides(database, clock):
    two = Community.found(database, clock, stewards=2)
    number = two.discuss("ada", two.with_words(KINDNESS))
    two.invite_author("ada", number, "bela")
    two.join_authors("bela", number)
    said = two.refused("open", "ada", number).reason
    assert said == (
        "Every steward writes this proposal. "
        "One of you can leave its authorship, and then guide it."
    )
    two.leave_authorship("bela", number)
    assert two.open("bela", number) == 1
    assert consistent(two)


# --- taking up what was withdrawn


def test_what_was_withdrawn_is_taken_up_and_discussed_anew(community, talk):
    community.withdraw("cleo", talk, "I have no time.")
    assert [one.note for one in community.ends(talk)] == ["I have no time."]
    community.take_up("dov", talk)
    kept = community.amendment(talk)
    assert (kept.value.status, kept.ended_at) == (Status.DISCUSSION, None)
    assert kept.value.submitted_at == community.clock()
    assert "has not lasted" in community.refused("open", "ada", talk).reason
    assert consistent(community)


def test_its_author_can_take_it_up_too_but_not_what_nobody_saw(community, talk):
    community.withdraw("cleo", talk)
    community.take_up("cleo", talk)
    draft = community.propose("cleo", community.with_words(PRIVACY))
    community.withdraw("cleo", draft)
    assert "never brought" in community.refused("take_up", "cleo", draft).reason
    assert isinstance(community.refused("take_up", "dov", draft), NotFound)
    assert consistent(community)


def test_words_that_were_erased_are_not_taken_up(community, talk):
    erase(community, "cleo", words=True)
    assert community.status(talk) == "withdrawn"
    assert "erased" in community.refused("take_up", "dov", talk).reason


# --- closing


def test_nobody_says_no_and_it_is_closed_by_the_clock(community, talk):
    community.announce_end("ada", talk)
    community.clock.advance(7 * DAY - timedelta(seconds=1))
    assert community.close_what_is_due() == 0
    community.clock.advance(timedelta(seconds=1))
    refused = community.refused("keep_open", "cleo", talk)
    assert "time to say no was over" in refused.reason
    assert "being closed" in community.refused("withdraw", "cleo", talk).reason
    assert community.close_what_is_due() == 1
    assert community.close_what_is_due() == 0
    assert community.status(talk) == "closed"
    (end,) = community.ends(talk)
    assert (end.kind, end.reason, end.note) == ("closed", "stale", "Nobody spoke of it for a year.")
    assert "closed" in community.refused("take_up", "dov", talk).reason
    assert consistent(community)


@pytest.mark.parametrize("who", ["cleo", "dov", "ada"])
def test_any_member_says_no_and_it_goes_on(community, talk, who):
    community.announce_end("ada", talk)
    assert isinstance(community.refused("keep_open", who, talk, " "), BadInput)
    community.keep_open(who, talk)
    community.clock.advance(9 * DAY)
    assert community.close_what_is_due() == 0
    assert community.status(talk) == "discussion"
    assert community.announcements(talk)[-1].refusal == "I go on with it."
    community.announce_end("ada", talk)
    assert consistent(community)


def _revises(community, number):
    community.revise("cleo", number, community.with_words(OTHER_WORDS))


def _opens(community, number):
    community.open("ada", number)


def _is_taken_up(community, number):
    community.leave_authorship("cleo", number)
    community.take_up("dov", number)


def _withdraws(community, number):
    community.withdraw("cleo", number)


@pytest.mark.parametrize("goes_on", [_revises, _opens, _is_taken_up, _withdraws])
def test_what_goes_on_or_ends_otherwise_is_not_closed(community, talk, goes_on):
    community.announce_end("ada", talk)
    goes_on(community, talk)
    before = community.status(talk)
    community.clock.advance(7 * DAY)
    assert community.close_what_is_due() == 0
    assert community.status(talk) == before
    assert community.announcements(talk)[-1].outcome == "overtaken"
    assert consistent(community)


def test_contained_is_true_or_refused(community, talk):
    assert "does not say all" in community.refused("announce_end", "ada", talk, "contained").reason
    same = community.decide("dov", community.with_words(KINDNESS))
    community.answer_all(same, ["ada", "dov", "edda"])
    community.pass_deadline(same)
    assert community.tick()[0].outcome == "passed"
    community.announce_end("ada", talk, "contained", "")
    community.clock.advance(7 * DAY)
    assert community.close_what_is_due() == 1
    assert community.ends(talk)[0].reason == "contained"
    assert consistent(community)


def test_what_is_contained_no_more_is_not_closed(community, talk):
    for words in (KINDNESS, KINDNESS[::-1]):
        number = community.decide("dov", community.with_words(words))
        community.answer_all(number, ["ada", "dov", "edda"])
        community.pass_deadline(number)
        assert community.tick()[0].outcome == "passed"
        if words == KINDNESS:
            community.change_rules("ada", closing="P30D")
            community.announce_end("ada", talk, "contained", "")
    community.clock.advance(30 * DAY)
    assert community.close_what_is_due() == 1
    assert community.status(talk) == "discussion"
    assert community.announcements(talk)[-1].outcome == "stopped"
    assert consistent(community)


def test_a_duplicate_names_one_that_lives(community, talk):
    assert isinstance(community.refused("announce_end", "ada", talk, "duplicate", ""), BadInput)
    for wrong in (talk, 9):
        with pytest.raises(BadInput):
            community.announce_end("ada", talk, "duplicate", "", wrong)
    other = community.discuss("dov", community.with_words(OTHER_WORDS))
    community.announce_end("ada", talk, "duplicate", "", other)
    community.withdraw("dov", other)
    community.clock.advance(7 * DAY)
    assert community.close_what_is_due() == 1
    assert (community.status(talk), community.announcements(talk)[-1].outcome) == (
        "discussion",
        "stopped",
    )
    assert consistent(community)


def test_who_wrote_it_does_not_close_it(database, clock):
    two = Community.found(database, clock, stewards=2)
    number = two.discuss("ada", two.with_words(KINDNESS))
    assert isinstance(two.refused("announce_end", "ada", number), NotAllowed)
    assert isinstance(two.refused("announce_end", "cleo", number), NotAllowed)
    two.announce_end("bela", number)
    assert "already" in two.refused("announce_end", "bela", number).reason


def test_the_community_says_how_long(community, talk):
    community.change_rules("ada", closing="PT2H")
    community.announce_end("ada", talk)
    community.clock.advance(timedelta(hours=2))
    assert community.close_what_is_due() == 1


def test_what_was_withdrawn_long_ago_has_its_end_too(community, talk):
    community.withdraw("cleo", talk)
    with community.database.writing() as writer:
        writer.session.execute(text("DELETE FROM amendment_end"))
    with community.reading("dov") as (reader, access):
        end = look_at_amendment(reader, access, talk).life.end
    assert end is not None
    assert (end.kind, end.member) == ("withdrawn", community.people["cleo"].member)
    community.take_up("dov", talk)


def test_who_reads_a_proposal_is_asked_of_those_who_wrote_it_before_too(database, clock):
    house = Community.found(database, clock, visibility="members")
    number = house.discuss("cleo", house.with_words(KINDNESS))
    house.leave_authorship("cleo", number)
    with house.writing("ada") as (writer, access):
        change_visibility(writer, access.charter, Openness.PUBLIC, "Yes.", by=access.actor)
    house.clock.advance(8 * DAY)
    do_due_things(house.database)
    with house.reading() as (_reader, access):
        assert not visible(access, house.amendment(number))
