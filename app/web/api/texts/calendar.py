"""A member's own address of the calendar."""

from __future__ import annotations

from starlette.responses import Response

from app.services.texts.calendar_address import calendar_path
from app.web.api import schemas
from app.web.api.inside import ToWrite
from app.web.installation import TheInstallation
from app.web.serving.routing import Router

router = Router(prefix="/charters/{slug}", tags=["calendar"])


@router.post("/calendar", response_model=schemas.CalendarOut)
def own_address(
    inside: ToWrite, installation: TheInstallation, body: schemas.NewCalendar | None = None
) -> Response:
    """The caller's own address of the charter's calendar, for programs that cannot sign in."""
    renew = body.renew if body else False

    def act() -> schemas.CalendarOut:
        path = calendar_path(
            inside.writer, installation.secret, inside.access, inside.caller.person, renew=renew
        )
        return schemas.CalendarOut(address=installation.settings.base_url + path)

    return inside.once(act, body=body)
