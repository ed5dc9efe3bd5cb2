"""Meeting mode: a steward writes down what is said around the table, all on one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response

from amendments.deciding.stances import MEANING, STANCE
from amendments.fields import names_of
from amendments.refusals import NotFound, Refusal, demand
from app import addresses
from app.services.deciding.record_stances import NotWritten, SpokenStance, record_stances
from app.services.views import amendment_view
from app.services.views.decision_view import RoundView
from app.web.pages.context import CharterContext, Number, SettledContext, TheCharterContext, Trouble
from app.web.pages.forms import Form, TheForm
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router(prefix="/{slug}/amendments/{k:int}/rounds/{r:int}/meeting")


@dataclass(frozen=True, slots=True)
class SeatView:
    """Someone on the roll whose answer can be written down."""

    member: int
    name: str
    written: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Who has not answered themselves yet. `typed` holds the fields by their names."""

    slug: str
    amendment: int
    round: int
    title: str
    seats: tuple[SeatView, ...]
    answered: tuple[str, ...]
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The five answers: value and title."""
        return tuple((kind.value, _(words[0])) for kind, words in MEANING.items())


@router.get("")
def meeting(charter_ctx: TheCharterContext, k: Number, r: Number) -> Response:
    """The page to write answers down on."""
    return _show(charter_ctx, k, r)


def _round(view: amendment_view.AmendmentView, r: int) -> RoundView:
    for one in view.rounds:
        if one.kept.value.number == r:
            return one
    msg = _("There is no decision {r} on this proposal.").format(r=r)
    raise NotFound(msg)


def _show(
    charter_ctx: CharterContext,
    k: int,
    r: int,
    form: Form | None = None,
    trouble: Trouble | None = None,
) -> Response:
    view = amendment_view.look_at_amendment(charter_ctx.reader, charter_ctx.access, k)
    one = _round(view, r)
    demand(one.may_record)
    value = one.kept.value
    own = {value.roll[seat] for seat, s in value.stances.items() if s.recorded_by is None}
    written = {value.roll[seat]: s for seat, s in value.stances.items() if s.recorded_by}
    said = {member: _(MEANING[stance.kind][0]) for member, stance in written.items()}
    seats = [
        SeatView(member, view.names.of(member), said.get(member, ""))
        for member in value.roll.values()
        if member not in own
    ]
    page = MeetingPage(
        slug=charter_ctx.slug,
        amendment=k,
        round=r,
        title=view.version.title,
        seats=tuple(sorted(seats, key=lambda seat: seat.name)),
        answered=tuple(view.names.of_all(own)),
        typed=form.fields if form else {},
    )
    return charter_ctx.show(
        "meeting.html", _("Decision {r} in a meeting").format(r=r), page, trouble=trouble
    )


@router.post("")
def write(ctx: SettledContext, slug: str, k: Number, r: Number, form: TheForm) -> Response:
    """Write the answers down: all of them or none."""
    try:
        with ctx.writing(slug) as (writer, access):
            record_stances(writer, access, k, r, _spoken(form))
    except Refusal as refused:
        ids = f"seat-{refused.member}" if isinstance(refused, NotWritten) else "seat"
        with ctx.reading(slug) as charter_ctx:
            return _show(charter_ctx, k, r, form, Trouble.of(refused, ids, unknown="stance"))
    return ctx.go(addresses.amendment(slug, k, at="decision"), "written")


def _spoken(form: Form) -> list[SpokenStance]:
    members = [
        int(name.removeprefix("stance-"))
        for name, value in form.fields.items()
        if name.startswith("stance-") and value and name.removeprefix("stance-").isdecimal()
    ]
    return [
        SpokenStance(
            member,
            form.get(f"stance-{member}"),
            {name: form.get(f"{name}-{member}") for name in names_of(*STANCE)},
        )
        for member in members
    ]
