"""Somebody who looks at everything they may see, before and after each act in a round.

They walk every address of the service that is about the charter, and every page that is open
learns of what the stream would tell it. What differs may say that one more person has answered,
and that a deadline moved: not which answer it was, nor whose, nor when.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from amendments.ruleset import Reveal, Ruleset
from app.main import create_app
from app.services.authentication.sessions import find_session, new_session
from app.services.authentication.tokens import new_token
from app.web.installation import Installation
from app.web.live.stream import Looker
from app.web.pages.authentication.visitor import cookie_name
from tests.support.community import Community
from tests.support.texts import KINDNESS, KINDNESS_OTHERWISE

PART = re.compile(r"\{(\w+)(?::\w+)?\}")
#: The stream has no end, and what it tells is asked for as `Looker` does.
ELSEWHERE = {"/{slug}/live"}
#: How many have answered: it is told to everyone, and grows with each first answer alike.
COUNTS = (
    re.compile(r'<p class="crowd-line">.*?</p>', re.DOTALL),
    re.compile(r'<ul class="legend">.*?</ul>', re.DOTALL),
    # Everyone on the roll who has no name there: which of them stand there is a count, too.
    re.compile(
        r'\s*<li class="(?:answered|silent)">(?:(?!</li>).)*a member(?:</span>)?'
        r'<span class="vh">.*?</li>',
        re.DOTALL,
    ),
    re.compile(r"\d+ of \d+( on the roll)? have answered"),
    re.compile(r" Silence is not counted as consent\."),
    re.compile(r'"answered": \d+'),
)
#: Made by chance for each page with a form to write in.
CHANCE = re.compile(r'name="(draft|pen)" value="[^"]*"')
#: What stands in addresses besides the numbers of the proposal and of the round.
ALWAYS = {"day": "2024-01-31", "a": 1, "b": 2, "n": 1}
TELLING = (
    "consent", "concern", "need_time", "needs more time", "stand_aside", "stands aside", "late_",
    "object", "withdrawn", "integrated", "seat",
)  # fmt: skip


@dataclass
class Observer:
    """What one person, or nobody, can get. `name` is None for who has no account."""

    installation: Installation
    client: TestClient
    house: Community
    number: int
    round: int
    name: str | None
    session: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.name is None:
            return
        with self.installation.database.writing() as writer:
            token = new_token(writer, f"{self.name}@example.org", "an observer")
            self.session = new_session(writer, self.house.people[self.name].person)
        self.headers = {"Authorization": f"Bearer {token}"}

    def addresses(self) -> list[str]:
        """Every address that is about the charter or this person."""
        numbers = {"k": self.number, "r": self.round, "round_number": self.round}
        parts = {**ALWAYS, **numbers, "slug": self.house.slug, "number": self.number}
        parts["block"] = self.house.block("Respect Privacy").id
        found = []
        for context in iter_route_contexts(self.client.app.router.routes):
            named = PART.findall(context.path)
            wanted = "GET" in (context.methods or ()) and context.path not in ELSEWHERE
            if wanted and (named or context.path.startswith("/me")) and parts.keys() >= {*named}:
                found.append(PART.sub(lambda part: str(parts[part[1]]), context.path))
        of_round = [one for one in found if f"/rounds/{self.round}" in one]
        # With what opens its words and the checkpoint that stands at its end.
        records = [
            f"{one}?openings=true" for one in found if one.endswith(f"{self.house.slug}/record")
        ]
        return [*found, *records, *(one.replace("/rounds/2", "/rounds/1") for one in of_round)]

    def looks(self, since: int) -> dict[str, str]:
        """All that there is at each address, and what the open pages are woken by."""
        self.client.cookies.clear()
        if self.session:
            self.client.cookies.set(cookie_name(self.installation.settings), self.session)
        seen = {}
        for address in self.addresses():
            asked = {"page": since, "talk": since, "answers": since} if "/news" in address else None
            answer = self.client.get(address, params=asked, headers=self.headers)
            assert answer.status_code != 429, f"{address} tells nothing of itself"
            seen[address] = f"{answer.status_code}\n{_body(answer)}"
        for amendment in (None, self.number):
            seen[f"live {amendment}"] = str(self.woken_by(amendment))
        return seen

    def woken_by(self, amendment: int | None) -> int | None:
        """The number that the stream of an open page would tell."""
        if not self.session:
            return None
        with self.installation.database.reading() as reader:
            found = find_session(reader, self.session)
        assert found is not None
        database, slug = self.installation.database, self.house.slug
        return Looker(database, found.person, self.session, slug, amendment).newest()


def _body(answer) -> str:
    kind = answer.headers.get("content-type", "")
    if "json" in kind and "ndjson" not in kind:
        return json.dumps(answer.json(), indent=1, ensure_ascii=False)
    return CHANCE.sub(r'name="\1"', answer.text)


def uncounted(text: str) -> str:
    """What is seen, without how many have answered."""
    for one in COUNTS:
        text = one.sub("#", text)
    return text


def differences(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    """The lines that are new or gone at each address, but for how many have answered."""
    found = {}
    for address, text in after.items():
        was, now = uncounted(before[address]).splitlines(), uncounted(text).splitlines()
        lines = [one for one in now if one not in was] + [one for one in was if one not in now]
        if lines or len(was) != len(now):
            found[address] = lines
    return found


@pytest.fixture(params=[Reveal.AFTER_STANCE, Reveal.AFTER_CLOSE])
def house(found_community, request) -> Community:
    """A second round is open: gil objected in the first, and finn has answered in this one."""
    c = found_community(stewards=2, members=9, ruleset=Ruleset(reveal=request.param))
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.object_to("gil", number)
    c.answer_all(number, ["ada", "bela", "finn", "juno"])
    c.pass_deadline(number)
    c.tick()
    c.revise("cleo", number, c.with_words(KINDNESS_OTHERWISE), answers=[1])
    c.open("ada", number)
    c.answer("finn", number)
    c.clock.advance(c.charter.ruleset.discussion)
    return c


@pytest.fixture
def observe(house, installation):
    """Ask for what somebody sees that differs, and look again."""
    with TestClient(create_app(installation), follow_redirects=False) as client:

        def start(*names: str | None) -> Callable[[Callable[[], object]], dict]:
            people = [Observer(installation, client, house, 1, 2, name) for name in names]
            since = len(house.lines())
            seen = {one.name: one.looks(since) for one in people}
            # Looking alone changes nothing: else differences would mean nothing.
            for one in people:
                assert differences(seen[one.name], one.looks(since)) == {}

            def after(act: Callable[[], object]) -> dict[str | None, dict[str, list[str]]]:
                act()
                told = {}
                for one in people:
                    now = one.looks(since)
                    told[one.name] = differences(seen[one.name], now)
                    seen[one.name] = now
                return told

            return after

        yield start


def quiet_acts(c: Community) -> list[tuple[str, Callable[[], object]]]:
    """Acts of which nothing may be noticed by those from whom answers are hidden."""
    return [
        ("a first answer", lambda: c.answer("hana", 1)),
        ("another one instead", lambda: c.answer("hana", 1, "concern", "Hm.")),
        ("and another", lambda: c.answer("hana", 1, "stand_aside")),
        ("an objection", lambda: c.object_to("hana", 1)),
        ("a helper sees it too", lambda: c.support("ada", 1, 2)),
        ("it is put to the test", lambda: c.test_objection("ada", 1, 2, "asks", "Whom?")),
        ("it is withdrawn", lambda: c.resolve("hana", 1, 2, "withdrawn")),
        ("an answer is written down", lambda: c.record("ada", 1, {"juno": "concern"}, "Hm.")),
        ("a carried objection is renewed in confidence", lambda: c.object_in_confidence("gil", 1)),
        ("a first objection in confidence", lambda: c.object_in_confidence("ivo", 1)),
        ("it is openly one", lambda: c.object_to("ivo", 1)),
        ("a carried objection is met", lambda: c.answer("gil", 1)),
    ]


def test_nobody_notices_which_answers_are_given_in_a_round_that_is_hidden_from_them(house, observe):
    watch = observe(None, "edda")
    for what, act in quiet_acts(house):
        assert watch(act) == {None: {}, "edda": {}}, what


def test_who_has_answered_notices_no_answer_where_someone_objected_in_confidence(house, observe):
    c = house
    c.object_in_confidence("gil", 1)
    watch = observe("finn")
    for what, act in (
        ("a first answer", lambda: c.answer("hana", 1)),
        ("another one instead", lambda: c.answer("hana", 1, "stand_aside")),
        ("an answer is written down", lambda: c.record("ada", 1, {"juno": "concern"}, "Hm.")),
    ):
        assert watch(act) == {"finn": {}}, what
    # The words of an objection are there to be heard: without a name, and without a moment.
    found = watch(lambda: c.object_to("ivo", 1))["finn"]
    revealed = c.charter.ruleset.reveal is Reveal.AFTER_STANCE
    assert bool(found) is revealed
    lines = [one for lines in found.values() for one in lines]
    told = c.clock().astimezone(c.charter.zone)
    for line in lines:
        assert c.handle("ivo") not in line
        assert "Ivo" not in line.replace("@Ivo", "")
        assert f"{told:%H:%M}" not in line
        assert c.clock().isoformat()[:16] not in line


@pytest.mark.parametrize("act", ["need_time", "late"])
def test_a_deadline_that_moves_tells_neither_which_answer_nor_whose_nor_when(house, observe, act):
    c = house
    if act == "late":
        c.pass_time_before_deadline(1, hours=3)
    # A moment that is none of those which stand on pages anyway.
    c.clock.advance(-timedelta(seconds=77, microseconds=7))
    watch = observe(None, "edda")
    told = watch(
        lambda: c.answer("hana", 1, "need_time") if act == "need_time" else c.object_to("hana", 1)
    )
    now, local = c.clock(), c.clock().astimezone(c.charter.zone)
    for name, found in told.items():
        lines = "\n".join(one for lines in found.values() for one in lines)
        assert "An answer gives everyone more time." in lines, name
        assert c.handle("hana") not in lines
        for moment in (now.isoformat()[:16], f"{local:%H:%M}"):
            assert moment not in lines, (name, moment)
        changed = [
            one
            for one in re.split(r"[<>\n]", lines)
            if any(word in one for word in TELLING) and "More time" not in one
        ]
        assert changed == [], name
