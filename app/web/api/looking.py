"""Answers that several endpoints give: an amendment with all of it, and a round."""

from __future__ import annotations

from app.services import entry
from app.services.belonging.people import Who, people_of, speakers_of
from app.services.entry import CharterAccess
from app.services.views import amendment_view
from app.services.views.decision_view import look_at_round
from app.services.views.discussion_view import talk_of
from app.services.views.public_decision import tell_round
from app.services.writing.resolve import look_at_places
from app.storage.deciding.decision_rows import read_counted
from app.storage.deciding.rounds import KeptRound
from app.storage.engine.session import Reader
from app.storage.writing.amendments import StoredAmendment
from app.web.api import schemas, shapes


def amendment(reader: Reader, access: CharterAccess, number: int) -> schemas.WholeAmendment:
    """An amendment with all that belongs to it, as the person who came in may see it."""
    view = amendment_view.look_at_amendment(reader, access, number, None)
    people = people_of(reader, access)
    told = [tell_round(reader, access, view.kept, one, people) for one in view.rounds]
    talk = talk_of(reader, access, view.kept, speakers_of(reader, access, view.kept))
    places = look_at_places(reader, access, view)
    whole = shapes.whole_amendment(view, people, told, talk, places)
    if not view.talk.authors:
        return whole
    # Others than members know names only, and no handles.
    return whole.model_copy(update={"authors": [Who.called(None, name) for name in view.authors]})


def decision(
    reader: Reader, access: CharterAccess, number: int, round_number: int
) -> schemas.RoundOut:
    """A round of an amendment, as the person who came in may see it."""
    kept = entry.amendment(reader, access, number)
    return decisions(reader, access, kept, [entry.decision(reader, kept, round_number)])[0]


def own_decision(
    reader: Reader, access: CharterAccess, number: int, round_number: int
) -> schemas.RoundOut:
    """The same for a member who has just answered: what others answered is only counted."""
    kept = entry.amendment(reader, access, number)
    assert access.actor.member is not None
    read_counted(reader, kept.id, access.actor.member)
    found = decisions(reader, access, kept, [entry.decision(reader, kept, round_number)])[0]
    return found.model_copy(update={"stances": [one for one in [found.my_stance] if one]})


def decisions(
    reader: Reader, access: CharterAccess, kept: StoredAmendment, found: list[KeptRound]
) -> list[schemas.RoundOut]:
    """Several rounds of an amendment."""
    people = people_of(reader, access)
    seen = [look_at_round(reader, access, kept, one) for one in found]
    return [shapes.round_out(one, tell_round(reader, access, kept, one, people)) for one in seen]
