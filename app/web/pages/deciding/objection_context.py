"""An objection as its page shows it: the argument, who sees it too, its test, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from amendments.deciding.objection_hearing import MEANING
from amendments.deciding.objections import STATUS_IN_WORDS, Objection, ObjectionStatus
from amendments.refusals import Permission
from amendments.status import UNDECIDED
from app.rendering.markdown.html import words_to_html
from app.services.entry import CharterAccess
from app.services.views.amendment_view import SOMEONE, AmendmentView
from app.services.views.decision_view import RoundView
from app.services.views.hearing_view import Hearing
from app.storage.deciding.objections import KeptObjection
from charter.language import both
from charter.language import gettext as _


@dataclass(frozen=True, slots=True)
class TurnView:
    """What someone said when an objection was tested."""

    name: str
    says: str
    title: str
    at: datetime
    html: Markup


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """An objection and what became of it.

    `endings` are how its author can end it now. `changed` are the two versions between which the
    words changed that met it. `is_live` says whether one can take part in hearing it here.
    """

    number: int
    name: str
    is_mine: bool
    is_confidential: bool
    status: str
    is_open: bool
    in_words: str
    reason: Markup
    acceptable_if: Markup
    resolution: Markup | None
    endings: tuple[tuple[str, str], ...]
    changed: tuple[int, int] | None
    met_by: tuple[int, ...]
    supporters: tuple[str, ...]
    i_support: bool
    turns: tuple[TurnView, ...]
    aside: tuple[TurnView, ...]
    i_spoke: bool
    is_live: bool
    may_support: Permission
    may_test: Permission
    may_set_aside: Permission

    @property
    def ways(self) -> tuple[tuple[str, str, str], ...]:
        """The four things to say in a test: value, title, meaning."""
        return tuple((kind.value, *both(words)) for kind, words in MEANING.items())


def objection_views(
    access: CharterAccess, view: AmendmentView, one: RoundView
) -> tuple[ObjectionView, ...]:
    """The objections of a decision, ready to be shown."""
    newest = view.rounds[-1].kept.id == one.kept.id
    live = newest and view.status in UNDECIDED
    return tuple(
        _objection(access, view, one, kept, view.hearings[kept.value.number], live=live)
        for kept in one.objections
    )


def _objection(
    access: CharterAccess,
    view: AmendmentView,
    one: RoundView,
    kept: KeptObjection,
    hearing: Hearing,
    *,
    live: bool,
) -> ObjectionView:
    value, me = kept.value, access.actor.member
    mine = value.member == me
    names = _NamesIn(view, one, value.member, me)
    return ObjectionView(
        number=value.number,
        name=names.of(value.member),
        is_mine=mine,
        is_confidential=value.confidential,
        status=value.status.value,
        is_open=value.is_open,
        in_words=_how(value),
        reason=words_to_html(kept.reason),
        acceptable_if=words_to_html(kept.acceptable_if),
        resolution=words_to_html(kept.resolution) if kept.resolution else None,
        endings=_endings(view, kept) if mine and live else (),
        changed=_changed(kept),
        met_by=hearing.met_by,
        supporters=tuple(sorted(names.of(member) for member in hearing.supporters)),
        i_support=me in hearing.supporters,
        turns=tuple(
            TurnView(
                names.of(turn.member),
                turn.says.value,
                _(MEANING[turn.says][0]),
                turn.at,
                words_to_html(turn.body),
            )
            for turn in hearing.turns
        ),
        aside=tuple(
            TurnView(view.names.of(spoke.member), "", "", spoke.at, words_to_html(spoke.reason))
            for spoke in hearing.aside
        ),
        i_spoke=any(spoke.member == me for spoke in hearing.aside),
        is_live=live and value.is_open,
        may_support=hearing.may_support,
        may_test=hearing.may_test,
        may_set_aside=hearing.may_set_aside,
    )


def _how(value: Objection) -> str:
    """What became of it."""
    if value.tells_author_left:
        return _("kept as a concern, because its author left")
    return _(STATUS_IN_WORDS[value.status])


@dataclass(frozen=True, slots=True)
class _NamesIn:
    """Names around an objection: its author's may be known to the stewards only."""

    view: AmendmentView
    one: RoundView
    objector: int
    me: int | None

    def of(self, member: int) -> str:
        """Someone's name, as this person may see it."""
        if member == self.me or self.one.sees_names:
            return self.view.names.of(member)
        return _("the person who objected") if member == self.objector else _(SOMEONE)


def _changed(kept: KeptObjection) -> tuple[int, int] | None:
    integrated = kept.value.status is ObjectionStatus.INTEGRATED
    if not integrated or kept.resolved_on is None or kept.resolved_on <= kept.value.raised_on:
        return None
    return kept.value.raised_on, kept.resolved_on


def _endings(view: AmendmentView, kept: KeptObjection) -> tuple[tuple[str, str], ...]:
    if not kept.value.is_open:
        return ()
    changed = view.version.number > kept.value.raised_on
    integrated = (ObjectionStatus.INTEGRATED.value, _("The changed text meets my objection"))
    return (
        *((integrated,) if changed else ()),
        (ObjectionStatus.KEPT_AS_CONCERN.value, _("It can go ahead; keep this as a concern")),
        (ObjectionStatus.WITHDRAWN.value, _("I withdraw it")),
    )
