"""Answering from a link in a mail. Looking changes nothing; only a press of the button counts.

The link is the only authority here: nobody is signed in by it, and it shows no more of a charter
than what is asked, and its member's own answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.responses import Response

from amendments.deciding.answering import may_answer
from amendments.deciding.rounds import Round
from amendments.deciding.stances import MEANING, STANCE, Stance
from amendments.fields import names_of
from amendments.refusals import NotFound, Refusal
from amendments.ruleset import Ruleset, change_ruleset
from app import addresses
from app.rendering.rules import Rule, rules_in_words
from app.services import entry
from app.services.authentication.answer_link import LinkedQuestion, who_is_asked
from app.services.deciding.take_stance import take_stance
from app.services.entry import CharterAccess
from app.services.writing.proposed import frozen_text, resulting
from app.storage.deciding import round_notes
from app.storage.engine.session import Reader
from app.storage.writing import amendments
from app.storage.writing.amendments import StoredAmendment, Version
from app.web.pages import flash
from app.web.pages.context import RequestContext, TheContext, Trouble
from app.web.pages.forms import Form, TheForm
from app.web.rendering.redline import Redline, redline
from app.web.rendering.sentences import PROPOSED
from app.web.serving.routing import Router
from app.web.templating import bare_frame, render
from charter import Document, DoesNotApply
from charter.language import N_, both
from charter.language import gettext as _

router = Router()

ENDED = N_("This decision has ended, so it cannot be answered any more.")
NO_ANSWERS = N_("This is a correction. It needs no answers.")
_ALONE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """What is asked, and what the member has answered so far."""

    charter: str
    title: str
    summary: str
    closes_at: datetime
    was_extended: bool
    change: Redline
    rules: tuple[Rule, ...]
    mine: str
    was_recorded: bool
    objected_before: bool
    again: str
    reveal: str
    typed: Mapping[str, str]

    @property
    def choices(self) -> tuple[tuple[str, str, str], ...]:
        """The five answers: value, title, meaning."""
        return tuple((kind.value, *both(words)) for kind, words in MEANING.items())


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """A question, or why there is none (any more)."""

    address: str
    question: AnswerQuestion | None
    why_not: str = ""


@router.get("/answer/{token}")
def ask(ctx: TheContext, token: str) -> Response:
    """What is asked, with the button that answers."""
    return _show(ctx, token)


@router.post("/answer/{token}")
def answer(ctx: TheContext, token: str, form: TheForm) -> Response:
    """Answer as the member whose link this is."""
    installation = ctx.installation
    try:
        with installation.database.writing() as writer:
            asked = who_is_asked(writer, installation.secret, token)
            access = entry.enter_to_write(writer, asked.slug, asked.person)
            take_stance(
                writer,
                access,
                asked.amendment,
                asked.round,
                form.get("stance"),
                form.only(*names_of(*STANCE)),
                confidential=bool(form.get("confidential")),
            )
    except Refusal as refused:
        return _show(ctx, token, form, Trouble.of(refused, "stance"))
    response = ctx.go(addresses.answer(token), "answered")
    response.headers.update(_ALONE)
    return response


def _show(
    ctx: RequestContext, token: str, form: Form | None = None, trouble: Trouble | None = None
) -> Response:
    with ctx.installation.database.reading() as reader:
        try:
            asked = who_is_asked(reader, ctx.installation.secret, token)
            access = entry.enter(reader, asked.slug, asked.person)
        except NotFound as refused:
            return _without_question(ctx, refused.reason, 404)
        kept = entry.amendment(reader, access, asked.amendment)
        decision = entry.decision(reader, kept, asked.round).value
        if decision.editorial:
            return _without_question(ctx, _(NO_ANSWERS), 409)
        if may_answer(decision, access.actor.member, reader.now) is not True:
            return _without_question(ctx, _(ENDED), 410)
        question = _question(reader, access, kept, decision, asked, form)
        return _page(ctx, token, reader, access, question, trouble)


def _page(
    ctx: RequestContext,
    token: str,
    reader: Reader,
    access: CharterAccess,
    question: AnswerQuestion,
    trouble: Trouble | None,
) -> Response:
    frame = replace(
        bare_frame(ctx.request, _("Answer: {title}").format(title=question.title)),
        now=reader.now,
        zone=access.charter.zone,
        # Whoever goes on to sign in does not take the link along.
        path="/",
        said=None if trouble else flash.sentence(ctx.request.query_params.get("said")),
        refused=trouble.reason if trouble else None,
        refused_field=trouble.field if trouble else None,
        source_url=ctx.installation.settings.source_url,
    )
    page = AnswerPage(addresses.answer(token), question)
    response = render(
        ctx.request, "answer.html", frame, page, status=trouble.status if trouble else 200
    )
    response.headers.update(_ALONE)
    return response


def _without_question(ctx: RequestContext, why_not: str, status: int) -> Response:
    frame = replace(bare_frame(ctx.request, _("Nothing to answer here")), path="/")
    page = AnswerPage("/", None, why_not)
    response = render(ctx.request, "answer.html", frame, page, status=status)
    response.headers.update(_ALONE)
    return response


def _question(
    reader: Reader,
    access: CharterAccess,
    kept: StoredAmendment,
    decision: Round,
    asked: LinkedQuestion,
    form: Form | None,
) -> AnswerQuestion:
    version = amendments.version(reader, kept.id, decision.version)
    assert isinstance(version, Version)
    before, after = _texts(reader, access, version, decision)
    member = access.actor.member
    mine = decision.stances.get(decision.seat_of(member) or "")
    carried = decision.objection_of(member) if member is not None else None
    return AnswerQuestion(
        charter=access.charter.title,
        title=version.title,
        summary=version.summary,
        closes_at=decision.closes_at,
        was_extended=int(decision.closes_at.timestamp()) > int(asked.closes_at.timestamp()),
        change=redline(before, after, tense=PROPOSED),
        rules=_new_rules(decision.ruleset, version),
        mine=_(MEANING[mine.kind][0]) if mine else "",
        was_recorded=mine is not None and mine.recorded_by is not None,
        objected_before=carried is not None
        and carried.is_open
        and carried.raised_in < decision.number,
        again=round_notes.reason_for_again(reader, kept.id, decision.number) or "",
        reveal=decision.ruleset.reveal.value,
        typed=_filled(mine, form, confidential=carried is not None and carried.confidential),
    )


def _texts(
    reader: Reader, access: CharterAccess, version: Version, decision: Round
) -> tuple[Document, Document]:
    """The text in force without and with the change; where that is not to be, as it was frozen."""
    head = entry.head(reader, access.charter)
    with suppress(DoesNotApply):
        return head.document, resulting(reader, access.charter, version, head)
    on, frozen = frozen_text(reader, access.charter, version, decision)
    return on.document, frozen


def _new_rules(ruleset: Ruleset, version: Version) -> tuple[Rule, ...]:
    """What the decision rules would say that they do not say now."""
    if not version.rules:
        return ()
    before = rules_in_words(ruleset)
    after = rules_in_words(change_ruleset(ruleset, version.rules))
    changed = tuple(one for one in after if one not in before)
    plainly = tuple(Rule(key.replace("_", " "), str(to)) for key, to in version.rules.items())
    return changed or plainly


def _filled(mine: Stance | None, form: Form | None, *, confidential: bool) -> dict[str, str]:
    """What stands in the form: what was typed, or the answer as it is."""
    if form is not None:
        return form.only("stance", *names_of(*STANCE), "confidential")
    return {
        "stance": mine.kind.value if mine else "",
        **{name: getattr(mine, name, None) or "" for name in names_of(*STANCE)},
        "confidential": "yes" if confidential else "",
    }
