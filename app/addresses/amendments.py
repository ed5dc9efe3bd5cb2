"""The amendments to a charter: their pages, and where each act on them goes."""

from __future__ import annotations

from typing import Literal

from app.addresses.building import address


def amendments(slug: str, *, group: str = "", before: int | str = "", at: str = "") -> str:
    """All amendments; of one group, those before a number."""
    return address(slug, "amendments", asked={"group": group, "before": before}, at=at)


def together(slug: str, *, view: Literal["", "text"] = "") -> str:
    """The charter as it would read if all amendments passed."""
    return address(slug, "amendments/together", asked={"view": view})


def proposing(slug: str, *, passage: str = "", review_of: int | None = None, at: str = "") -> str:
    """Writing an amendment: to a passage, or in review of another one."""
    asked = {"passage": passage, "review_of": review_of}
    return address(slug, "amendments/new", asked=asked, at=at)


def amendment(
    slug: str,
    number: int,
    *,
    view: Literal["", "side"] = "",
    text: Literal["", "written"] = "",
    at: str = "",
) -> str:
    """One amendment; its change side by side, or as it was written."""
    return address(slug, "amendments", number, asked={"view": view, "text": text}, at=at)


def discussion(slug: str, number: int, *, before: int | None = None) -> str:
    """What was said about an amendment last, or before a mark."""
    return address(slug, "amendments", number, asked={"talk-before": before}, at="discussion")


Act = Literal[
    "submit", "withdraw", "leave", "adopt", "close", "keep-open", "comments", "sense", "summary",
    "seen", "keep-place", "authors", "authors/join", "rounds", "review",
]  # fmt: skip


def amendment_act(slug: str, number: int, act: Act) -> str:
    """Where an act on an amendment goes."""
    return address(slug, "amendments", number, act)


def editing(
    slug: str, number: int, *, by: Literal["", "hand"] = "", meets: int | None = None
) -> str:
    """Writing a new version: in the text itself, or to meet an objection."""
    return address(slug, "amendments", number, "edit", asked={"by": by, "meets": meets})


def editing_places(slug: str, number: int) -> str:
    """Where a new version is put together from wordings for each place."""
    return address(slug, "amendments", number, "edit/places")


def writing(slug: str, number: int | None = None, *, draft: str = "", at: str = "") -> str:
    """Writing a new amendment, or a new version of one; going on with a draft that was kept."""
    parts = (number, "edit") if number else ("new",)
    return address(slug, "amendments", *parts, asked={"draft": draft}, at=at)


def writing_preview(slug: str, number: int | None = None) -> str:
    """Where what is being written is looked at."""
    return f"{writing(slug, number)}/preview"


def versions(
    slug: str, number: int, before: int, after: int, *, view: Literal["", "side"] = ""
) -> str:
    """What changed from one version to another."""
    return address(
        slug, "amendments", number, "versions", f"{before}...{after}", asked={"view": view}
    )


def comment(
    slug: str, number: int, comment_number: int, *, answers_before: int | None = None
) -> str:
    """A comment, in the part of the talk that has it, with an earlier part of its answers."""
    here = f"comment-{comment_number}"
    asked = {"comment": comment_number, "answers-before": answers_before}
    return address(slug, "amendments", number, asked=asked, at=here)


def commenting(slug: str, number: int, *, reply: int | None = None, passage: str = "") -> str:
    """The form for a comment: on the whole, on a passage, or in reply to another comment."""
    asked = {"reply": reply, "passage": passage}
    return address(slug, "amendments", number, asked=asked, at="comment-form")


def comment_act(
    slug: str,
    number: int,
    comment_number: int,
    act: Literal[
        "edit", "take-back", "settled", "look-again", "still-stands", "answered", "take-over",
        "hide", "restore", "hiding/answer", "hiding/appeal", "hiding/decision",
    ],
) -> str:  # fmt: skip
    """Where an act on a comment goes."""
    return address(slug, "amendments", number, "comments", comment_number, act)


def report(slug: str, number: int, *, about: str = "", n: int | None = None) -> str:
    """Reporting an amendment, or a comment or objection on it, to the stewards."""
    return address(slug, "amendments", number, "report", asked={"about": about, "n": n})


def round_of(slug: str, number: int, round_number: int) -> str:
    """A round: the decision with its text, rules and roll."""
    return address(slug, "amendments", number, "rounds", round_number)


def round_act(
    slug: str,
    number: int,
    round_number: int,
    act: Literal["stance", "repeat", "close", "extend", "dispute", "statement"],
) -> str:
    """Where an act in a round goes."""
    return address(slug, "amendments", number, "rounds", round_number, act)


def meeting(slug: str, number: int, round_number: int) -> str:
    """Writing down what is said in a meeting."""
    return address(slug, "amendments", number, "rounds", round_number, "meeting")


def objection(slug: str, number: int, objection_number: int) -> str:
    """An objection on its amendment's page."""
    return address(slug, "amendments", number, at=f"objection-{objection_number}")


def objection_end(slug: str, number: int, round_number: int, objection_number: int) -> str:
    """Where an objector ends an objection."""
    of_round = address(slug, "amendments", number, "rounds", round_number)
    return f"{of_round}/objections/{objection_number}"


def objection_act(
    slug: str, number: int, objection_number: int, act: Literal["support", "turns", "set-aside"]
) -> str:
    """Where others act on an objection."""
    return address(slug, "amendments", number, "objections", objection_number, act)
