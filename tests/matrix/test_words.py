"""Who reads what: words planted in every proposal, looked for on every page and in the API."""

import pytest

from tests.matrix.asking import SHARED_DRAFT, cells
from tests.matrix.parts import ALL, IN_IT, MEMBERS, OUTSIDERS
from tests.matrix.scene import ANSWERED, ROLES, STATES, canary
from tests.support.canary_reading import unpacked

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
    # Someone objected in confidence, so others' answers wait for the close. All but one who stand
    # for the others here said this themselves.
    ("answered", "concern"): MEMBERS - {"asked"},
    ("blocked", "concern"): MEMBERS,
}
#: Of names of people, outsiders read none.
NAMES = ("Finn", "Edda", "Hana")


#: Where somebody reads what is theirs, and a feed that has its key in its address.
OWN_PAGES = ("/", "/me", "/me/mail", "/me/security", "/me/erase")
OWN_DATA = ("/me/data", "/api/v1/me/data")


def everything(asker, scene):
    """All that someone reads: what pages say, and what the API says with the whole record."""
    read = {"page": [asker.send("GET", path).text for path in OWN_PAGES], "api": []}
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


def said_by(name):
    """The planted words that somebody said themselves."""
    said = set()
    for state in STATES:
        if name == "cleo":
            said |= {(state, what) for what in SHOWN}
        if name == ("cleo" if state == "draft" else "finn"):
            said |= {(state, what) for what in SAID}
        if name in ANSWERED and state in {"answered", "blocked"}:
            said.add((state, "concern"))
    said |= {("discussion", "mediation")} if name == "cleo" else set()
    said |= {("discussion", "summary"), ("adopted", "statement")} if name == "ada" else set()
    return said


@pytest.mark.parametrize("role", [role for role in ROLES if role != "reader"])
def test_ones_own_data_holds_ones_own_words_and_no_others(stage, role):
    asker, name = stage.askers[role], ROLES[role]
    packed = asker.send("POST", "/me/data/export")
    assert packed.status_code == 200
    downloaded = unpacked(packed.content).decode()
    words = set(WORDS)
    assert {one for one in words if canary(*one) in downloaded} == said_by(name)
    for path in OWN_DATA:
        text = asker.send("GET", path).text
        assert {one for one in words if canary(*one) in text} <= said_by(name)
        assert not [one for one in NAMES if one in text and one.lower() != name], path
    assert not [one for one in NAMES if one in downloaded and one.lower() != name]


def test_feeds_tell_titles_of_what_is_shared_and_nobodys_name(stage):
    for scene in stage.scenes.values():
        # The address is the key: whoever has it is told what its member may know.
        paths = [scene.calendar, f"/{scene.slug}/calendar.ics"]
        texts = {path: stage.askers["reader"].send("GET", path).text for path in paths}
        assert "canarytitle" in texts[scene.calendar]
        for text in texts.values():
            told = text.replace("\r\n ", "")
            assert {one for one in WORDS if canary(*one) in told} <= {
                (state, "title") for state in STATES if state != "draft"
            }
            assert not [one for one in NAMES if one in told]
        if scene.visibility == "members":
            assert "canary" not in texts[paths[1]]


def test_that_somebody_wrote_in_private_is_told_to_those_in_it_alone(stage):
    for scene in stage.scenes.values():
        told = {
            role
            for role in ROLES
            if "private conversation" in stage.askers[role].send("GET", f"/{scene.slug}").text
        }
        # Who wrote last knows.
        assert told == IN_IT - {"author"}
