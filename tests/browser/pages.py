"""Every page of the stage: a name, an address, and who looks at it."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.authentication.answer_link import make
from tests.browser.stage import Stage


@dataclass(frozen=True)
class Look:
    """One page as one person sees it; `who` is None for a reader."""

    name: str
    path: str
    who: str | None


def looks(stage: Stage) -> list[Look]:
    """Every page."""
    n, base = stage.numbers, f"/{stage.community.slug}"
    block = stage.community.block("Respect Privacy").id
    proposals = f"{base}/amendments"
    return [
        Look("charter", base, None),
        Look("charter-member", base, "dov"),
        Look("history", f"{base}/revisions", None),
        Look("revision-old", f"{base}/revisions/1", None),
        Look("on-a-day", f"{base}/on/2024-01-31", None),
        Look("compare", f"{base}/compare/1...3", None),
        Look("compare-side", f"{base}/compare/1...3?view=side", None),
        Look("passage", f"{base}/passages/{block}", "dov"),
        Look("passage-words", f"{base}/passages/{block}?words=yes", "dov"),
        Look("no-such-day", f"{base}/on/1999-01-01", None),
        Look("together", f"{proposals}/together", None),
        Look("proposals", proposals, "cleo"),
        Look("propose", f"{proposals}/new?passage={block}", "dov"),
        Look("propose-whole", f"{proposals}/new?view=whole", "dov"),
        Look("proposal-draft", f"{proposals}/{n['draft']}", "cleo"),
        Look("proposal-discussion", f"{proposals}/{n['discussion']}", "finn"),
        Look("proposal-look-again", f"{proposals}/{n['discussion']}", "gil"),
        Look("proposal-reader", f"{proposals}/{n['discussion']}", None),
        Look("proposal-steward", f"{proposals}/{n['discussion']}", "ada"),
        Look("proposal-edit", f"{proposals}/{n['discussion']}/edit", "finn"),
        Look("proposal-versions", f"{proposals}/{n['discussion']}/versions/1...2", "gil"),
        Look("proposal-conflict", f"{proposals}/{n['conflict']}", "dov"),
        Look("proposal-conflict-edit", f"{proposals}/{n['conflict']}/edit", "dov"),
        Look("proposal-conflict-by-hand", f"{proposals}/{n['conflict']}/edit?by=hand", "dov"),
        Look("proposal-place-edit", f"{proposals}/{n['elsewhere']}/edit", "gil"),
        Look("decision-unanswered", f"{proposals}/{n['round']}", "dov"),
        Look("decision-objector", f"{proposals}/{n['round']}", "cleo"),
        Look("decision-steward", f"{proposals}/{n['round']}", "bela"),
        Look("decision-page", f"{proposals}/{n['round']}/rounds/1", "cleo"),
        Look("proposal-adopted", f"{proposals}/{n['adopted']}", "cleo"),
        Look("decision-closed", f"{proposals}/{n['adopted']}/rounds/1", "cleo"),
        Look("decision-closed-reader", f"{proposals}/{n['adopted']}/rounds/1", None),
        Look("decision-renewal", f"{proposals}/{n['again']}", "edda"),
        Look("decision-text-moved", f"{proposals}/{n['moved']}", "dov"),
        Look("decision-text-moved-reader", f"{proposals}/{n['moved']}/rounds/1", None),
        Look("decision-text-moved-steward", f"{proposals}/{n['moved']}", "ada"),
        Look("proposal-as-written", f"{proposals}/{n['moved']}?text=written", "dov"),
        Look("proposal-withdrawn", f"{proposals}/{n['withdrawn']}", "dov"),
        Look("proposal-withdrawn-reader", f"{proposals}/{n['withdrawn']}", None),
        Look("proposal-orphan", f"{proposals}/{n['orphan']}", "dov"),
        Look("proposal-closing", f"{proposals}/{n['closing']}", "edda"),
        Look("proposal-closing-steward", f"{proposals}/{n['closing']}", "ada"),
        Look("proposal-elsewhere", f"{proposals}/{n['elsewhere']}", "gil"),
        Look("decision-met", f"{proposals}/{n['again']}", "cleo"),
        Look("meeting", f"{proposals}/{n['again']}/rounds/2/meeting", "ada"),
        Look("rules", f"{base}/rules", None),
        Look("rules-steward", f"{base}/rules", "ada"),
        Look("glossary", f"{base}/glossary", "cleo"),
        Look("members", f"{base}/members", "cleo"),
        Look("members-steward", f"{base}/members", "ada"),
        Look("desk", f"{base}/desk", "ada"),
        Look("mediations", f"{base}/mediation", "dov"),
        Look("mediation", f"{base}/mediation/{n['talk']}", "dov"),
        Look("report", f"{proposals}/{n['discussion']}/report?about=comment&n=1", "edda"),
        Look("answer", _answer_link(stage), None),
        Look("answer-forged", "/answer/forged", None),
        Look("calendar", f"{base}/calendar", "cleo"),
        Look("record", f"{base}/record", "cleo"),
        Look("me", "/me", "dov"),
        Look("me-look-again", "/me", "gil"),
        Look("me-mail", "/me/mail", "dov"),
        Look("me-security", "/me/security", "dov"),
        Look("me-data", "/me/data", "dov"),
        Look("me-erase", "/me/erase", "dov"),
        Look("sign-in", "/sign-in", None),
        Look("sign-in-code", "/sign-in/code", None),
        Look("not-found", f"{base}/amendments/999", None),
    ]


def _answer_link(stage: Stage) -> str:
    """Where dov answers in the decision that is open."""
    kept = stage.community.round(stage.numbers["round"])
    member, until = stage.community.people["dov"].member, kept.value.closes_at
    return f"/answer/{make(stage.installation.secret, kept.id, member, until)}"
