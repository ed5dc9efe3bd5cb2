"""Who reads what: words planted in every proposal, looked for on every page and in the API."""

import pytest

from tests.matrix.asking import SHARED_DRAFT, cells
from tests.matrix.parts import ALL, IN_IT, MEMBERS, OUTSIDERS
from tests.matrix.scene import STATES, canary

#: Who stands for whom: the others read what these read.
READERS = ("reader", "former", "member", "asked")
SAID = ("comment", "suggestion")
SHOWN = ("title", "reason")
#: Who reads words of each kind, in each state where they were said.
WORDS = {
    **{(state, what): ALL for state in STATES for what in SHOWN},
    **{(state, what): MEMBERS for state in STATES for what in SAID},
    **{("draft", what): frozenset(SHARED_DRAFT) for what in (*SHOWN, *SAID)},
    ("discussion", "summary"): MEMBERS,
    ("discussion", "mediation"): IN_IT,
    ("adopted", "statement"): ALL,
    ("answered", "concern"): MEMBERS,
    ("blocked", "concern"): MEMBERS,
}
#: Of names of people, outsiders read none.
NAMES = ("Finn", "Edda", "Hana")


def everything(asker, scene):
    """All that someone reads: what pages say, and what the API says with the whole record."""
    read = {"page": [], "api": []}
    for cell in cells():
        if cell.act.startswith("GET ") and cell.row.may(asker.role, cell.state):
            answer = asker.ask(cell, scene)
            door = "api" if "/api/" in cell.act else "page"
            if answer.status_code == 200:
                read[door].append(answer.text)
    return {door: "\n".join(texts) for door, texts in read.items()}


def test_readers_and_members_read_what_is_for_them_and_nothing_else(stage):
    scene = stage.scenes["public"]
    for role in READERS:
        for door, text in everything(stage.askers[role], scene).items():
            for (state, what), who in WORDS.items():
                stands = canary(state, what) in text
                assert stands == (role in who), f"{what} of {state}, {door} of {role}"
            for name in NAMES:
                assert (name in text) == (role in MEMBERS), f"{name}, {door} of {role}"


@pytest.mark.parametrize("role", sorted(OUTSIDERS))
def test_of_a_charter_for_members_others_read_not_a_word(stage, role):
    scene, asker = stage.scenes["members"], stage.askers[role]
    everywhere = [
        asker.send("GET", path).text
        for path in ("/", "/me", "/me/mail", "/sign-in", "/api/v1/charters")
    ]
    for text in [*everything(asker, scene).values(), *everywhere]:
        assert "canary" not in text
        assert scene.slug not in text
        assert "Finn" not in text


def test_a_draft_is_read_by_nobody_but_its_authors_and_those_they_asked(stage):
    for scene in stage.scenes.values():
        steward = everything(stage.askers["steward"], scene)
        assert all(canary("draft", what) not in text for text in steward.values() for what in SHOWN)
