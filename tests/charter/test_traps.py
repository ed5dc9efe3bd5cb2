"""Cases where fuzzy patching reported success and was wrong. Here each is right or a conflict.

Texts in our own words; each was found by running `patch_apply` of diff-match-patch on it.
"""

from __future__ import annotations

import pytest

import charter as c

PREAMBLE = "Preamble of the charter of the Harbour Cooperative."
ASSEMBLY = (
    "The assembly meets every spring in the boat house. The secretary keeps the minutes and sends "
    "them to every member within ten days."
)
REPAIRS = "The treasurer may borrow money for repairs."
BOATS = "The board may borrow money for new boats."
FEE = "Every member pays an annual fee of twenty crowns, due on May Day, to the treasurer."
KEYS = "* Anyone with write access to the keys of the boat house"
FORM = "* People who have sent the form and are accepted by the board of the house"
AFFILIATED = "The Cooperative is affiliated with the Harbour Trust."
LEADERSHIP = "This article describes the leadership of the Cooperative."
VOTE = "A vote passes with two thirds of the members present."
REQUESTS = "Requests go to /forms/getstarted/join and are answered in a week."
OFFICES = [
    part
    for n in range(1, 9)
    for part in (f"## Office {n}", "The holder serves one year and may be re-elected.")
]


def text(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


CONFLICTS = {
    "a repealed clause does not lend its place to another": (
        text(PREAMBLE, REPAIRS, ASSEMBLY, BOATS),
        text(PREAMBLE, ASSEMBLY, BOATS),
        text(PREAMBLE, REPAIRS.replace("may", "may not"), ASSEMBLY, BOATS),
    ),
    "a clause that was just reworded is not repealed unseen": (
        text(PREAMBLE, FEE, ASSEMBLY),
        text(PREAMBLE, FEE.replace("member", "member except apprentices"), ASSEMBLY),
        text(PREAMBLE, ASSEMBLY),
    ),
    "one number cannot become two": (
        text(PREAMBLE, VOTE),
        text(PREAMBLE, VOTE.replace("two thirds", "three quarters")),
        text(PREAMBLE, VOTE.replace("two thirds", "one half")),
    ),
    "may and not make no may not": (
        text("Members must vote in person."),
        text("Members may vote in person."),
        text("Members must not vote in person."),
    ),
    "a repealed item is not spliced into the next": (
        text(PREAMBLE, ASSEMBLY, KEYS, FORM),
        text(PREAMBLE, ASSEMBLY, FORM),
        text(PREAMBLE, ASSEMBLY, KEYS.replace("write", "maintain"), FORM),
    ),
    "a sentence does not follow a repealed one to a stranger": (
        text(PREAMBLE, LEADERSHIP, AFFILIATED),
        text(PREAMBLE, AFFILIATED),
        text(PREAMBLE, LEADERSHIP + " Exceptions need written consent.", AFFILIATED),
    ),
}
CONTAINED = {
    "an adopted amendment is not applied twice": text(
        PREAMBLE, REQUESTS.replace("getstarted", "configure")
    ),
    "a name is not listed twice": text(PREAMBLE, REQUESTS, "Stewards: Ada, Bo, Cy"),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_what_cannot_be_placed_is_a_conflict(name):
    base_text, published, amended = CONFLICTS[name]
    base, _ = c.found(base_text)
    head = c.apply(base, c.change(base, published), base=base, base_number=1, number=2)
    amendment = c.change(base, amended)
    assert c.standing(head, amendment, base=base, base_number=1).kind == "conflict"
    with pytest.raises(c.DoesNotApply) as refusal:
        c.apply(head, amendment, base=base, base_number=1, number=3)
    assert refusal.value.parts
    assert refusal.value.reason.endswith(".")


@pytest.mark.parametrize("name", CONTAINED)
def test_what_is_there_already_is_contained(name):
    base, _ = c.found(text(PREAMBLE, REQUESTS, "Stewards: Ada, Bo"))
    amendment = c.change(base, CONTAINED[name])
    head = c.apply(base, amendment, base=base, base_number=1, number=2)
    assert c.standing(head, amendment, base=base, base_number=1).kind == "contained"


def test_repeated_boilerplate_changes_in_the_office_that_was_meant():
    base, _ = c.found(text(*OFFICES))
    purpose = ["## Purpose", ASSEMBLY, ASSEMBLY, ASSEMBLY]
    published = text(*purpose, *OFFICES)
    amended = [*OFFICES]
    amended[13] = amended[13].replace("may be", "may not be")
    head = c.apply(base, c.change(base, published), base=base, base_number=1, number=2)
    amendment = c.change(base, text(*amended))
    result = c.apply(head, amendment, base=base, base_number=1, number=3)
    assert result.text == text(*purpose, *amended)
