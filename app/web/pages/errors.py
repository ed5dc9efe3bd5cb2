"""The page that says no: what happened, and what to do now. It asks the database nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fastapi import Request
from starlette.responses import Response

from app import addresses
from app.services.founding.found import can_be_slug
from app.storage.engine.commit_fate import CommitFate, what_became
from app.web.installation import Installation
from app.web.pages.authentication.visitor import session_of
from app.web.problems import NOTHING, Typed
from app.web.templating import bare_frame, is_fragment_request, render
from charter.language import N_
from charter.language import gettext as _

_SEND_AGAIN = N_("What you typed is kept in this page: send it once more in a moment.")
_WRONG = N_("Something went wrong")
_TITLES = {
    400: N_("That did not work"),
    401: N_("Please sign in"),
    403: N_("This is not for you to do"),
    404: N_("This page is not here"),
    405: N_("That did not work"),
    409: N_("Something has changed in the meantime"),
    413: N_("That is too large"),
    422: N_("Something is missing or cannot be used"),
    429: N_("A little too fast"),
    503: N_("Please try again in a moment"),
}
_ADVICE = {
    403: N_("If you belong to this charter, sign in and try again, or ask one of its stewards."),
    404: N_("Check the address. What is for members only can be seen once you are signed in."),
    409: N_("Go back, look at how it stands now, and try again."),
    413: N_(
        "Shorten it, and send it again. Your browser's Back button brings back what you typed."
    ),
    422: N_("Your browser's Back button brings back what you typed."),
    429: N_("Your browser's Back button brings back what you typed."),
    500: N_("Try again in a moment. If it happens again, tell whoever runs this place."),
    503: N_("Your browser's Back button brings back what you typed."),
}
#: What is said instead to somebody who is signed in.
_ADVICE_INSIDE = {
    403: N_("If you think that it is, ask a steward of this charter."),
    404: N_("Check the address. It may also be for the members of another charter."),
}


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What the page says."""

    title: str
    reason: str
    advice: str
    sign_in: str | None
    charter: str | None = None
    #: Where a form was sent that can be sent once more, and its fields.
    again: str | None = None
    typed: Typed = NOTHING


def error_page(request: Request, status: int, detail: str, typed: Typed = NOTHING) -> Response:
    """The page for an error. `typed` are the fields of a form that can be sent once more."""
    title = _(_TITLES.get(status, _WRONG))
    if status == 503 and what_became() is CommitFate.UNKNOWN:  # noqa: PLR2004
        title = _("It is not known whether this was saved")
    is_signed_in = session_of(request, _place(request)) is not None
    offers_sign_in = status in {401, 403, 404} and not is_signed_in
    advice = _SEND_AGAIN if typed else _advice(status, is_signed_in=is_signed_in)
    wanted = request.url.path if request.method == "GET" else addresses.front()
    page = ErrorPage(
        title=title,
        reason=detail,
        advice=_(advice) if advice else "",
        sign_in=addresses.sign_in(wanted) if offers_sign_in else None,
        charter=_charter_of(request.url.path),
        again=request.url.path if typed else None,
        typed=typed,
    )
    response = render(
        request,
        "error.html",
        replace(bare_frame(request, title), has_session=is_signed_in),
        page,
        status=status,
        fragment="fragments/_problem.html",
    )
    if is_fragment_request(request):
        # The page that asked stays as it is, with all that was typed in it.
        response.headers["HX-Reswap"] = "none"
    response.headers["Cache-Control"] = "no-store"
    return response


def _advice(status: int, *, is_signed_in: bool) -> str | None:
    return (_ADVICE_INSIDE if is_signed_in else {}).get(status) or _ADVICE.get(status)


def _charter_of(path: str) -> str | None:
    """The address of the charter that a page would belong to, if it would to any."""
    slug, _sep, rest = path.strip("/").partition("/")
    return addresses.charter(slug) if rest and can_be_slug(slug) else None


def _place(request: Request) -> Installation:
    installation: Installation = request.app.state.installation
    return installation
