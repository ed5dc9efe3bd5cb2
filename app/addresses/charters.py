"""A charter, its text through time, and what its people have in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from app.addresses.building import address


def charter(slug: str, *, at: str = "") -> str:
    """The text in force."""
    return address(slug, at=at)


def read(slug: str) -> str:
    """Where somebody notes that they have read the text in force."""
    return address(slug, "read")


def live(slug: str, since: object, amendment: int | None = None) -> str:
    """The stream that tells an open page of what is new, since a mark of the watch."""
    return address(slug, "live", asked={"since": str(since), "amendment": amendment})


def news(slug: str, amendment: int | None = None) -> str:
    """What is new since a page was opened: a charter's, or an amendment's."""
    return address(slug, *(("amendments", amendment) if amendment else ()), "news")


def revisions(slug: str, *, before: int | None = None) -> str:
    """The history: all revisions."""
    return address(slug, "revisions", asked={"before": before})


def revision(slug: str, number: int, *, at: str = "") -> str:
    """The text of one revision."""
    return address(slug, "revisions", number, at=at)


def revision_file(slug: str, number: int, form: Literal["txt", "md"]) -> str:
    """A revision as plain text or as Markdown."""
    return address(slug, "revisions", number, f"text.{form}")


def on_day(slug: str, day: date | None = None) -> str:
    """The text that was in force on a day; without one, where the day is asked for."""
    return address(slug, "on", day.isoformat() if day else "")


def comparing(slug: str) -> str:
    """Where it is asked which two revisions to compare."""
    return address(slug, "compare")


def comparison(
    slug: str, before: int, after: int, *, view: Literal["", "side"] = "", at: str = ""
) -> str:
    """What changed from one revision to another."""
    return address(slug, "compare", f"{before}...{after}", asked={"view": view}, at=at)


def passage(
    slug: str, block: str, *, before: int | None = None, words: str = "", at: str = ""
) -> str:
    """Why a passage is there; `words="yes"`: and who wrote which words."""
    return address(slug, "passages", block, asked={"before": before, "words": words}, at=at)


def rules(slug: str) -> str:
    """How a charter decides."""
    return address(slug, "rules")


def glossary(slug: str, *, term: int | None = None) -> str:
    """The words that are explained, at one of them if it is named."""
    return address(slug, "glossary", at=f"term-{term}" if term else "")


def glossary_term(slug: str, number: int, act: Literal["", "undo"] = "") -> str:
    """Where a word is explained anew, or an earlier wording brought back."""
    return address(slug, "glossary", number, act)


def calendar(slug: str) -> str:
    """The deadlines, for one's calendar."""
    return address(slug, "calendar")


def calendar_file(slug: str, token: str = "") -> str:
    """The calendar itself; by a member's own token, that of a charter for members."""
    return address(slug, f"calendar/{token}.ics" if token else "calendar.ics")


def record(slug: str, *, before: int | None = None) -> str:
    """The record, the newest events first."""
    return address(slug, "record", asked={"before": before})


def record_file(slug: str) -> str:
    """The record to take along and verify."""
    return address("api/v1/charters", slug, "record")


def visibility(slug: str, *, at: str = "") -> str:
    """Who can read a charter."""
    return address(slug, "visibility", at=at)


def visibility_act(slug: str, act: Literal["stop", "consent"]) -> str:
    """Where a change of who can read is stopped, or consented to."""
    return address(slug, "visibility", act)


def members(slug: str, *, after: int | str = "", search: str = "", at: str = "") -> str:
    """The members, from one of them on, or those whose names are sought."""
    return address(slug, "members", asked={"after": after, "search": search}, at=at)


def members_act(
    slug: str,
    act: Literal[
        "leave", "remove", "invitations", "links", "requests/switch",
        "stewards", "stewards/end", "stewards/step-down",
    ],
) -> str:  # fmt: skip
    """Where people come and go, and stewards are made."""
    return address(slug, "members", act)


def invitation_withdrawal(slug: str, number: int) -> str:
    """Where an invitation is taken back."""
    return address(slug, "members/invitations", number, "withdraw")


def request_answer(slug: str, number: int, reply: Literal["yes", "no"]) -> str:
    """Where a request to join is answered."""
    return address(slug, "members/requests", number, reply)


def steward_change(slug: str, number: int, act: Literal["confirm", "stop", "answer"]) -> str:
    """Where a change of stewards gets what it waits for."""
    return address(slug, "members/stewards", number, act)


def join(slug: str, token: str = "") -> str:
    """Asking to join; by the token of an invitation, joining."""
    return address(slug, "join", token)


def desk(slug: str, *, at: str = "") -> str:
    """What waits for stewards."""
    return address(slug, "desk", at=at)


def report_answer(slug: str, number: int) -> str:
    """Where a steward answers a report."""
    return address(slug, "desk/reports", number)


def pauses(slug: str) -> str:
    """Where a steward asks somebody to pause."""
    return address(slug, "desk/pauses")


def pause_end(slug: str, number: int) -> str:
    """Where a pause is lifted."""
    return address(slug, "desk/pauses", number, "lift")


def mediations(slug: str, *, people: Sequence[str] = (), steward: str = "") -> str:
    """The private conversations, and the form for a new one with people chosen by their handles."""
    return address(slug, "mediation", asked={"steward": steward, "with": tuple(people)})


def mediation(slug: str, number: int) -> str:
    """One private conversation."""
    return address(slug, "mediation", number)


def mediation_act(slug: str, number: int, act: Literal["notes", "leave", "end"]) -> str:
    """Where one writes in a private conversation, leaves it or ends it."""
    return address(slug, "mediation", number, act)


def within(slug: str, path: str) -> str:
    """In full what a letter or an event of the record has as an address within its charter."""
    return f"{address(slug)}{path}"
