"""A forged story of who came, who went and who was a steward is found out for its own reason."""

import json
from datetime import timedelta

import pytest

from amendments.replay.verify import verify
from app.services.belonging import ask_to_join, invite, join
from app.storage.engine.database import Database
from app.storage.texts import charters
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.databases import migrate_once
from tests.support.forging import again, both, by, chained, drop, of, problems_when, put

ALL = ["ada", "bela", "cleo", "dov", "edda"]
LATER = "2033-01-01T00:00:00.000000Z"


def _invitations(house):
    with house.writing("ada") as (writer, access):
        one = invite.invite_address(writer, access.charter, "finn@example.org", by=access.actor)
        link = invite.invite_by_link(writer, access.charter, uses=1, days=3, by=access.actor)
        gone = invite.invite_by_link(writer, access.charter, uses=1, days=3, by=access.actor)
        invite.withdraw_invitation(writer, access.charter, gone.number, by=access.actor)
        no = invite.invite_address(writer, access.charter, "no@example.org", by=access.actor)
    with house.database.writing() as writer:
        join.decline(writer, join.open_to_write(writer, house.slug, no.token))
        join.accept(writer, join.open_to_write(writer, house.slug, one.token), "Finn", None)
        gil = charters.add_person(writer, "gil@example.org", "Gil").id
        join.accept(writer, join.open_to_write(writer, house.slug, link.token), "", gil)


def _requests(house):
    for name in ("hana", "ivo"):
        with house.database.writing() as writer:
            person = charters.add_person(writer, f"{name}@example.org", name.title()).id
        with house.database.writing() as writer:
            access = join.entry.enter_to_write(writer, house.slug, person)
            ask_to_join.ask(writer, access, person, "I care.")
    with house.writing("bela") as (writer, access):
        ask_to_join.grant(writer, access, 1)
        ask_to_join.refuse(writer, access, 2, "Not now.")
        ask_to_join.switch_requests(writer, access, takes=False)


def _stewards(house):
    until = (house.clock() + timedelta(days=40)).date()
    house.confirm_steward("bela", house.propose_steward("ada", "cleo", "make", until))
    ending = house.propose_steward("ada", "cleo", "end")
    house.answer_steward("cleo", ending)
    house.stop_steward("bela", ending)
    house.confirm_steward("bela", house.propose_steward("ada", "dov"))
    house.confirm_steward("bela", house.propose_steward("ada", "dov", "remove"))
    house.step_down("cleo")
    house.remove("ada", "edda")


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """The events, and the handles of the people by name."""
    url = f"sqlite:///{tmp_path_factory.mktemp('forged') / 'charter.db'}"
    migrate_once(url)
    clock = Clock()
    database = Database(url, clock)
    house = Community.found(database, clock, stewards=2, members=3)
    _invitations(house)
    _requests(house)
    _stewards(house)
    events = [json.loads(line) for line in house.lines()]
    handles = {name: house.handle(name) for name in ALL}
    database.dispose()
    return events, handles


def alone(who):
    """One of two stewards makes a friend a steward with a line of the old kind."""

    def forge(events):
        proposed, confirmed = of(events, "steward.proposed"), of(events, "steward.confirmed")
        proposed["kind"], proposed["words"] = "member.changed", {}
        proposed["data"] = {"member": who["cleo"], "role": "steward"}
        events.remove(confirmed)

    return forge


def demoted(who):
    def forge(events):
        one = of(events, "steward.resigned")
        one["kind"], one["actor"] = "member.changed", who["ada"]
        one["data"] = {"member": who["cleo"], "role": "member"}

    return forge


def forgeries(who):
    """Each forgery, and the words that find it out."""
    ada, cleo, dov, edda = (who[name] for name in ("ada", "cleo", "dov", "edda"))
    steward, over = "only a steward", "an invitation was used that was over"
    confirmed, proposed = "steward.confirmed", "steward.proposed"
    another, not_there = "not confirmed by another steward", "something else was confirmed"
    return {
        # invitations
        "invited by a member": (by("invitation.made", dov), steward),
        "an invitation left out": (drop("invitation.made"), "is missing or doubled"),
        "for two people": (put("invitation.made", uses=2), "for more than one"),
        "used too late": (put("invitation.made", ends_at="2020-01-01T00:00:00.000000Z"), over),
        "taken back by a member": (by("invitation.withdrawn", dov), steward),
        "taken back twice": (again("invitation.withdrawn"), over),
        "used after that": (put("member.joined", 1, invitation=3), over),
        "used after a no": (put("member.joined", invitation=4), over),
        "used too often": (put("member.joined", 1, invitation=1), over),
        "a no of another": (by("invitation.declined", dov), "somebody else said no"),
        "a yes of another": (by("member.joined", ada), "somebody else said yes"),
        "joined twice": (again("member.joined"), "who was there"),
        # requests
        "granted by a member": (by("member.joined", dov, 2), steward),
        "granted what was not asked": (put("member.joined", 2, request=9), "did not wait"),
        "refused by a member": (by("join.refused", dov), steward),
        "refused what was granted": (put("join.refused", request=1), "did not wait"),
        "a request left out": (drop("join.asked"), "missing or doubled"),
        "asked where nobody could": (
            lambda events: events.insert(
                events.index(of(events, "join.asked")),
                {**of(events, "requests.switched"), "at": of(events, "join.asked")["at"]},
            ),
            "asked to join where nobody could",
        ),
        "switched by a member": (by("requests.switched", dov), steward),
        # stewards
        "a friend made alone": (alone(who), "one of several stewards made another alone"),
        "demoted alone": (demoted(who), "took a role away alone"),
        "removed alone": (
            both(drop("steward.resigned"), put("member.removed", member=who["bela"])),
            "one steward removed another alone",
        ),
        "proposed by a member": (by(proposed, edda), steward),
        "confirmed by a member": (by(confirmed, edda), steward),
        "confirmed by the same": (by(confirmed, ada), another),
        "confirmed by whom it is about": (by(confirmed, dov, 2), another),
        "confirmed too late": (
            lambda events: [
                one.update(at="2024-01-01T00:00:00.000000Z")
                for one in events[: events.index(of(events, confirmed))]
            ],
            "was over already",
        ),
        "confirmed twice": (again(confirmed), "was over already"),
        "a longer term": (put(confirmed, until=LATER), not_there),
        "somebody else": (put(confirmed, member=edda), not_there),
        "a term that is over": (
            both(
                put(proposed, until="2020-01-01T00:00:00.000000Z"),
                put(confirmed, until="2020-01-01T00:00:00.000000Z"),
            ),
            "a term was given that was over",
        ),
        "about a stranger": (put(proposed, member="m_x"), "who was not there"),
        "about no steward": (put(proposed, 1, member=edda), "who is no steward"),
        "about themselves": (by(proposed, cleo, 1), "about themselves"),
        "answered by another": (by("steward.answered", ada), "somebody else answered"),
        "stopped by whom it is about": (by("steward.stopped", cleo), "it was about themselves"),
        "stopped twice": (again("steward.stopped"), "was over already"),
        "a proposal left out": (drop(proposed), "missing or doubled"),
        "stepped down for another": (by("steward.resigned", ada), "that they step down"),
    }


NAMES = list(forgeries(dict.fromkeys(ALL, "")))


def test_the_true_story_is_consistent(story):
    assert verify(chained(story[0])).problems == ()


@pytest.mark.parametrize("forgery", NAMES)
def test_a_forged_story_is_found_out_for_its_own_reason(story, forgery):
    events, handles = story
    forge, reason = forgeries(handles)[forgery]
    problems = problems_when(events, forge)
    assert any(reason in one for one in problems), problems
