"""One hard case from end to end: an objection that comes late is heard, met, and all renew.

Each person's presses are counted (buttons, choices and links; not signing in, not typing). Set
CHARTER_TESTS_SHOTS to a folder to get a picture of every step.
"""

import os
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

BASE = "/care-charter"
PRESSES = Counter()


class Seat:
    """Someone in front of a browser, whose presses are counted."""

    def __init__(self, visitor, name, number):
        self.name = name
        self.page = visitor(name, width=390)
        self.at = f"{BASE}/amendments/{number}"
        self.page.goto(self.at)

    def press(self, role, name, **more):
        PRESSES[self.name] += 1
        self.page.get_by_role(role, name=name, **more).first.click()

    def choose(self, label):
        PRESSES[self.name] += 1
        self.page.get_by_label(label, exact=True).check()

    def look(self, step):
        folder = os.environ.get("CHARTER_TESTS_SHOTS")
        if folder:
            self.page.screenshot(path=Path(folder) / f"hard-{step}.png", full_page=True)

    def sees(self, words):
        self.page.get_by_text(words).first.wait_for()


@pytest.mark.timeout(900)
def test_a_late_objection_is_heard_met_by_a_third_member_and_all_renew(visitor, stage):
    community = stage.community
    number = community.propose(
        "finn",
        community.with_words(("Avoid offensive language", "Never use offensive language")),
        title="Clearer about language",
    )
    community.submit("finn", number)
    people = {name: Seat(visitor, name, number) for name in community.people}
    PRESSES.clear()

    steward = people["ada"]
    steward.press("button", "Open the decision")
    steward.sees("The decision is open.")
    early = ["ada", "bela", "cleo", "dov", "edda", "finn"]
    for name in early:
        answer(people[name], "I consent")

    stage.clock.set(community.round(number).value.closes_at - timedelta(hours=1))
    object_late(people["gil"])
    assert community.round(number).value.closes_at - stage.clock() > timedelta(hours=47)
    hear(people["edda"])

    community.pass_deadline(number)
    community.tick()  # a page that is open may have let the server do it already
    assert community.round(number).value.outcome == "blocked"
    suggest(people["dov"], community)
    people["finn"].page.goto(people["finn"].at)
    people["finn"].press("button", re.compile("^Take this wording over"))
    people["finn"].sees("The suggested wording is in a new version.")
    people["finn"].look("5-taken-over")

    steward.page.goto(steward.at)
    steward.press("button", "Open the decision")
    steward.sees("The decision is open.")
    for name in early:
        renew(people[name])
    answer(people["gil"], "I consent")
    people["gil"].look("7-met")
    steward.page.goto(steward.at)
    steward.press("button", "Close the decision")
    steward.sees("In force: this is revision")
    steward.look("8-in-force")

    assert "Please avoid offensive language" in community.head.document.text
    (objection,) = community.objections(number)
    assert (objection.value.status, objection.resolved_on) == ("integrated", 2)
    assert dict(PRESSES) == {
        "ada": 6, "bela": 3, "cleo": 3, "dov": 6, "edda": 7, "finn": 4, "gil": 4,
    }  # fmt: skip


def answer(seat, what):
    seat.page.goto(seat.at)
    seat.choose(what)
    seat.press("button", "Give my answer")
    seat.sees("Your answer is kept.")


def object_late(seat):
    seat.page.goto(seat.at)
    seat.choose("I object")
    seat.page.get_by_label("Your reason").fill("“Never” will be used against people who slip.")
    seat.page.get_by_label("What would make it acceptable to you").fill("Ask, do not threaten.")
    seat.look("1-objecting")
    seat.press("button", "Give my answer")
    seat.sees("Your answer is kept.")
    seat.look("2-objected")


def hear(seat):
    seat.page.goto(seat.at)
    seat.press("button", re.compile("^I see this too"))
    seat.sees("Noted: you see this objection too.")
    seat.page.get_by_text("Help with this objection").click()
    PRESSES[seat.name] += 1
    seat.choose("It qualifies")
    seat.page.get_by_label("In a sentence or two").fill("Someone new could be shamed by it.")
    seat.press("button", "Say it")
    seat.sees("What you said is there.")
    seat.look("3-heard")


def suggest(seat, community):
    seat.page.goto(seat.at)
    block = community.block("Avoid offensive language").id
    seat.page.get_by_label("About", exact=True).select_option(block)
    seat.page.get_by_label("What is it?").select_option("suggestion")
    text = community.block("Avoid offensive language").text
    seat.page.get_by_label("Your comment").fill("Ask for it rather than forbid it.")
    seat.page.get_by_label("The wording you suggest").fill(
        text.lstrip("- ").replace("Avoid offensive", "Please avoid offensive")
    )
    PRESSES[seat.name] += 2  # the two choices above
    seat.press("button", "Comment", exact=True)
    seat.sees("Your comment is there.")
    seat.look("4-suggested")


def renew(seat):
    seat.page.goto(seat.at)
    seat.sees("What has changed since then")
    if seat.name == "edda":
        seat.look("6-renewing")
    seat.press("button", re.compile("^My answer is the same"))
    seat.sees("Your answer is kept.")
