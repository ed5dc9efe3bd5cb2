"""The glossary of a charter: terms in plain words, which any member may explain better or undo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from amendments.belonging.people import Actor
from amendments.belonging.permissions import may_take_part
from amendments.record.events import Event, EventKind
from amendments.refusals import BadInput, NotFound, Permission, WrongState, demand
from charter.language import gettext as _

LONGEST_TERM = 60
LONGEST_MEANING = 600
MOST_TERMS = 500


@dataclass(frozen=True, slots=True)
class TermWording:
    """A term and what it means; neither, where an edit took the term out."""

    term: str = ""
    meaning: str = ""

    @property
    def is_there(self) -> bool:
        """Whether the term is explained."""
        return bool(self.term)


@dataclass(frozen=True, slots=True)
class Term:
    """An entry as it stands: its number, the number of its newest edit, and its words."""

    number: int
    edit: int
    wording: TermWording


def may_edit(actor: Actor) -> Permission:
    """Whether someone may edit the glossary: every member, without a decision."""
    return may_take_part(actor)


def check(wording: TermWording, others: Iterable[str]) -> TermWording:
    """The words, trimmed.

    Raises:
        BadInput: one is missing or too long, or another entry explains this term already.
    """
    term, meaning = " ".join(wording.term.split()), wording.meaning.strip()
    if not any(sign.isalpha() for sign in term):
        raise BadInput(_("Please write the word that is to be explained."), field="term")
    if len(term) > LONGEST_TERM:
        msg = _("A term can have {most} characters at most.").format(most=LONGEST_TERM)
        raise BadInput(msg, field="term")
    if not meaning:
        raise BadInput(_("Please say what it means, in plain words."), field="meaning")
    if len(meaning) > LONGEST_MEANING:
        msg = _("An explanation can have {most} characters at most.").format(most=LONGEST_MEANING)
        raise BadInput(msg, field="meaning")
    if term.casefold() in {one.casefold() for one in others}:
        msg = _("“{term}” is explained already. Change that entry instead.").format(term=term)
        raise BadInput(msg, field="term")
    return TermWording(term, meaning)


def check_room(known: Sequence[Term]) -> None:
    """Refuse one more entry where there are as many as a glossary has, those taken out too.

    Raises:
        WrongState: there is no room for one more.
    """
    if len(known) >= MOST_TERMS:
        raise WrongState(_("This glossary is full. Take something out first."))


def check_new(found: Term, wording: TermWording) -> None:
    """Refuse to put the words that stand there in the place of themselves.

    Raises:
        WrongState: nothing would change.
    """
    if wording == found.wording:
        raise WrongState(_("These are the words that stand there already."))


def check_there(found: Term) -> None:
    """Refuse to take out what is taken out.

    Raises:
        WrongState: it is.
    """
    if not found.wording.is_there:
        raise WrongState(_("This entry is taken out already."))


def check_newest(found: Term, expected: int | None) -> None:
    """Refuse to write over what someone else changed meanwhile.

    Raises:
        WrongState: the entry has a newer edit than the person saw.
    """
    if expected is not None and expected != found.edit:
        raise WrongState(
            _("Someone changed this entry in the meantime. Look at it, then change it again.")
        )


def edited(
    actor: Actor, number: int, edit: int, wording: TermWording, *, restores: int | None = None
) -> Event:
    """An entry has other words, or none any more. `restores` is an edit that it goes back to."""
    demand(may_edit(actor))
    if restores is not None and not 1 <= restores < edit:
        raise NotFound(_("There is no such earlier wording."))
    data = {"entry": number, "edit": edit, "there": wording.is_there, "restores": restores}
    words = {"term": wording.term, "meaning": wording.meaning} if wording.is_there else {}
    return Event(EventKind.GLOSSARY_EDITED, actor.handle, data, words)
