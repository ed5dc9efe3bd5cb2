"""Everything that is kept about the caller."""

from __future__ import annotations

import json
from typing import Any

from fastapi import Request

from amendments.belonging.people import Role
from amendments.refusals import NotAllowed
from app.services.care import my_data
from app.web.api.caller import Someone
from app.web.installation import Reading
from app.web.limits import Counted, spend
from app.web.serving.routing import Router
from charter.language import gettext as _

router = Router(prefix="/me", tags=["me"])


@router.get("/data")
def get_my_data(reader: Reading, caller: Someone, request: Request) -> dict[str, Any]:
    """Everything about the caller. Only with a token that may do all that its person may."""
    if caller.most is not Role.STEWARD:
        raise NotAllowed(_("This needs a token with the scope “steward”: it shows everything."))
    spend(request, Counted.EXPORTS, caller.person)
    found: dict[str, Any] = json.loads(my_data.collect(reader, caller.person).to_json())
    return found
