"""A forged story of people who decide together is found out, each time for its own reason."""

import json
from datetime import timedelta

import pytest

from amendments.replay.verify import verify
from amendments.ruleset import Ruleset
from amendments.talking.comments import CommentKind
from app.storage.engine.database import Database
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.databases import migrate_once
from tests.support.forging import again, both, by, chained, drop, later, of, problems_when, put
from tests.support.texts import KINDNESS, LEARNING

ALL = ["ada", "bela", "cleo", "dov", "edda"]
STRANGER = "m_stranger"


def _adopted_by_setting_aside(house):
    """Amendment 1: written by two, a suggestion taken over, an objection set aside."""
    until = house.clock().date() + timedelta(days=30)
    first = house.propose("cleo", house.with_words(KINDNESS), review_on=until)
    house.submit("cleo", first)
    house.invite_author("cleo", first, "dov")
    house.join_authors("dov", first)
    asked = house.comment("edda", first, "Why?", kind=CommentKind.QUESTION)
    house.mark_answered("cleo", first, asked)
    block = house.block(KINDNESS[0])
    wording = block.text.replace(KINDNESS[0], "Be kind to each other").removeprefix("- ")
    told = {"kind": CommentKind.SUGGESTION, "block": block.id, "replacement": wording}
    words = {"quote": KINDNESS[1], "replacement": "Be kind to each other"}
    house.take_over("dov", first, house.comment("edda", first, "Or so.", **{**told, **words}))
    house.summarise("ada", first, "We agree.")
    house.sense("edda", first, "ready")
    house.clock.advance(timedelta(days=6))
    house.open("ada", first)
    house.extend("ada", first, house.round(first).value.closes_at + timedelta(days=1))
    house.record("ada", first, {"cleo": "consent"})
    house.repeat("cleo", first)
    house.object_to("edda", first)
    house.answer_all(first, ["ada", "bela", "dov"])
    house.support("dov", first, 1)
    house.test_objection("cleo", first, 1, "asks")
    house.set_aside("ada", first, 1)
    house.set_aside("bela", first, 1)
    house.close("bela", first)
    house.state_outcome("ada", first, "It is in force.")


def _own_answer_again(steward):
    """Let a steward write over what a member answered, wherever its random seat puts it."""

    def forge(events):
        own = next(
            one
            for one in events
            if one["kind"] == "stance.taken" and not one["data"].get("recorded_by")
        )
        written = {**own, "data": {**own["data"], "recorded_by": steward}}
        events.insert(events.index(own) + 1, written)

    return forge


def _disputed_correction(house):
    number = house.propose("edda", house.with_words(LEARNING), editorial=True)
    house.submit("edda", number)
    house.open("ada", number)
    house.dispute("dov", number)


def _people_and_rules(house):
    number = house.decide("dov", rules={"round": "P9D"})
    house.answer_all(number, ALL)
    house.close("ada", number)
    house.join("finn")
    house.join("gil")
    house.leave("finn")
    house.remove("ada", "gil")
    house.clock.advance(timedelta(days=30))
    house.announce_reviews()
    house.review("cleo", 1, "keep")
    house.change_rules("ada", rules_change="amendment")


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """The events, and the handles of the people by name."""
    url = f"sqlite:///{tmp_path_factory.mktemp('forged') / 'charter.db'}"
    migrate_once(url)
    clock = Clock()
    database = Database(url, clock)
    rules = Ruleset(set_aside=True)
    house = Community.found(database, clock, stewards=2, members=3, ruleset=rules)
    _adopted_by_setting_aside(house)
    _disputed_correction(house)
    _people_and_rules(house)
    events = [json.loads(line) for line in house.lines()]
    handles = {name: house.handle(name) for name in house.people}
    database.dispose()
    return events, handles


def no_setting_aside(events):
    for one in events:
        if "ruleset" in one["data"]:
            one["data"]["ruleset"]["set_aside"] = False


def a_correction_is_answered(events):
    stance = json.loads(json.dumps(of(events, "stance.taken")))
    opened = of(events, "round.opened", 1)
    same = {"amendment": 2, "seat": opened["data"]["roll"][0], "recorded_by": None}
    stance["data"].update(same, closes_at=opened["data"]["closes_at"])
    stance["at"] = opened["at"]
    events.insert(events.index(opened) + 1, stance)


def everyone_leaves(who):
    return both(
        again("ruleset.changed", -1, actor=None),
        lambda events: events.pop(),
        *(
            (lambda events, one=one: events.append(_leaving(events, who[one])))
            for one in ("bela", "ada")
        ),
    )


def _leaving(events, handle):
    left = json.loads(json.dumps(of(events, "member.left")))
    return {**left, "actor": handle, "data": {"member": handle}, "at": events[-1]["at"]}


def forgeries(who):
    """Each forgery, and the words that find it out."""
    ada, cleo, edda = (who[name] for name in ("ada", "cleo", "edda"))
    steward, own = "only a steward", "about their own proposal"
    aside, proposed = "objection.resolved", "objection.set_aside_proposed"
    return {
        # people
        "left for another": (by("member.left", cleo), "somebody else said that they leave"),
        "left twice": (again("member.left"), "who was not there"),
        "removed by a member": (by("member.removed", cleo), steward),
        "removed themselves": (put("member.removed", member=ada), "removed themselves"),
        "nobody left to steward": (everyone_leaves(who), "the only steward is gone"),
        # rules
        "other rules": (put("ruleset.changed", ruleset={"round": "P1D"}), "not those that were"),
        "rules left out": (drop("ruleset.changed"), "ruleset.changed had to come next"),
        "undecided rules": (again("ruleset.changed"), "nobody decided on these rules"),
        "rules by a member": (by("ruleset.changed", cleo, -1), steward),
        "rules without a decision": (again("ruleset.changed", -1), "only be changed by a decision"),
        # writing and talking
        "asked by another": (by("author.invited", edda), "only an author"),
        "asked a stranger": (put("author.invited", member=STRANGER), "who is no member"),
        "joined unasked": (drop("author.invited"), "whom nobody had asked"),
        "joined as a stranger": (by("author.joined", STRANGER), "who was not a member"),
        "a stranger's comment": (by("comment.added", STRANGER), "who was not a member"),
        "a comment on nothing": (put("comment.added", amendment=9), "that is not there"),
        "an answer to no question": (put("question.answered", comment=9), "where no question was"),
        "a member's summary": (by("discussion.summarised", cleo), steward),
        "a stranger's sense": (by("sense.given", STRANGER), "who was not a member"),
        "a sense of a draft": (put("sense.given", amendment=4), "that is not there"),
        "nobody's suggestion": (put("amendment.revised", suggestion=9), "what nobody suggested"),
        "a question taken over": (put("amendment.revised", suggestion=1), "what nobody suggested"),
        "taken over twice": (again("amendment.revised", version=3), "taken over twice"),
        "answers nothing": (put("amendment.revised", answers=[1]), "that is not open"),
        "asked too late": (later("author.invited", "round.opened"), "its text was settled"),
        "joined too late": (
            both(later("author.invited", "author.joined"), later("author.joined", "round.opened")),
            "its text was settled",
        ),
        "summed up too late": (
            later("discussion.summarised", "outcome.stated"),
            "nothing was being discussed",
        ),
        "sensed too late": (later("sense.given", "round.opened"), "it was not in discussion"),
        "heard too late": (
            both(
                later("objection.supported", "outcome.stated"),
                lambda e: of(e, "objection.supported", -1)["data"].pop("at"),
            ),
            "it was settled",
        ),
        "heard elsewhere": (put("objection.supported", round=2), "about another round"),
        "tested elsewhere": (put("objection.tested", round=2), "about another round"),
        # rounds
        "a correction as a proposal": (put("round.opened", 1, editorial=False), "what it is not"),
        "a hasty correction": (
            lambda e: of(e, "round.opened", 1)["data"].update(
                closes_at=of(e, "round.opened", 1)["data"]["opened_at"]
            ),
            "the deadline was too near",
        ),
        "an answered correction": (a_correction_is_answered, "a correction was answered"),
        "a dispute left out": (drop("correction.disputed"), "the outcome is another one"),
        "a dispute passed over": (put("round.closed", 1, outcome="passed"), "another one"),
        "a dispute without an end": (drop("round.closed", 1), "round.closed had to come next"),
        "a stranger's dispute": (by("correction.disputed", STRANGER), "who was not a member"),
        "written down by a member": (put("stance.taken", recorded_by=edda), steward),
        "written down by an author": (put("stance.taken", recorded_by=cleo), steward),
        "written over": (_own_answer_again(ada), "over a member's own answer"),
        "extended by a member": (by("round.extended", edda), steward),
        "extended backwards": (
            lambda e: of(e, "round.extended")["data"].update(
                closes_at=of(e, "round.opened")["data"]["opened_at"]
            ),
            "the deadline was moved wrongly",
        ),
        "extended for years": (
            put("round.extended", closes_at="2030-01-01T00:00:00.000000Z"),
            "the deadline was moved wrongly",
        ),
        "extended for no reason": (put("round.extended", extended_for="fun"), "moved wrongly"),
        "extended too late": (
            later("round.extended", "round.closed"),
            "revision.published had to come next",
        ),
        "extended once it was over": (
            later("round.extended", "outcome.stated"),
            "there was no such round open",
        ),
        "disputed once it was over": (
            both(drop("round.closed", 1), put("correction.disputed", round=2)),
            "there was no such round open",
        ),
        "stated by a member": (by("outcome.stated", edda), steward),
        "stated too early": (put("outcome.stated", round=2), "outcome of an open round"),
        # setting aside
        "not in the rules": (no_setting_aside, "do not allow setting an objection aside"),
        "proposed by a member": (by(proposed, edda), steward),
        "proposed elsewhere": (put(proposed, round=2), "about another round"),
        "one steward alone": (drop(proposed), "by one steward alone"),
        "one steward twice": (by(aside, ada), "by one steward alone"),
        "ended by a member": (by(aside, edda), steward),
        "proposed by an author": (
            both(put("member.added", 3, role="steward"), by(proposed, who["dov"])),
            own,
        ),
        "ended by an author": (
            both(put("member.added", 3, role="steward"), by(aside, who["dov"])),
            own,
        ),
        # reviews
        "a review of nothing": (put("amendment.drafted", 3, review_of=2), "what was not adopted"),
        "due without adoption": (put("review.due", amendment=2), "of what was not adopted"),
        "due twice": (again("review.due"), "due twice"),
        "due too early": (
            both(
                put("amendment.drafted", review_on="2099-01-01"),
                put("amendment.revised", review_on="2099-01-01"),
            ),
            "not due yet",
        ),
        "due without a day": (
            both(
                put("amendment.drafted", review_on=None), put("amendment.revised", review_on=None)
            ),
            "not due yet",
        ),
        "a correction by the side": (
            put("amendment.revised", editorial=True),
            "became a correction",
        ),
    }


NAMES = list(forgeries(dict.fromkeys(ALL, "")))


def test_the_true_story_is_consistent(story):
    events, _ = story
    report = verify(chained(events))
    assert report.problems == ()
    assert (report.revisions, report.decisions) == (3, 3)


@pytest.mark.parametrize("forgery", NAMES)
def test_a_forged_story_is_found_out_for_its_own_reason(story, forgery):
    events, handles = story
    forge, reason = forgeries(handles)[forgery]
    problems = problems_when(events, forge)
    assert any(reason in one for one in problems), problems
