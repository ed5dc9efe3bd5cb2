"""Editing the glossary: explaining a term, explaining it better, taking it out, undoing that."""

from __future__ import annotations

from amendments.refusals import NotFound, demand
from amendments.talking import glossary as rules
from amendments.talking.glossary import Term, TermWording
from app.services.entry import CharterAccess
from app.services.texts.wording import plain
from app.storage.engine.session import Writer
from app.storage.record import lines
from app.storage.talking import glossary
from charter.language import gettext as _


def explain(writer: Writer, access: CharterAccess, term: str, meaning: str) -> int:
    """Explain a term that nothing explains yet. Returns the entry's number.

    Raises:
        NotAllowed, BadInput: it is not for this person, or the words cannot be used.
    """
    demand(rules.may_edit(access.actor))
    known = glossary.terms_of(glossary.edits(writer, access.charter.id))
    rules.check_room(known)
    wording = _checked(TermWording(term, meaning), known, but=None)
    number = len(known) + 1
    _keep(writer, access, Term(number, 1, wording))
    return number


def explain_better(
    writer: Writer,
    access: CharterAccess,
    number: int,
    wording: TermWording,
    *,
    expected: int | None = None,
) -> None:
    """Give an entry other words. `expected` is the edit that the person saw.

    Raises:
        NotFound, NotAllowed, BadInput: there is no such entry, or the words cannot be used.
        WrongState: someone changed it meanwhile, or nothing would change.
    """
    demand(rules.may_edit(access.actor))
    known = glossary.terms_of(glossary.edits(writer, access.charter.id))
    found = _find(known, number)
    rules.check_newest(found, expected)
    checked = _checked(wording, known, but=number)
    rules.check_new(found, checked)
    _keep(writer, access, Term(number, found.edit + 1, checked))


def take_out(
    writer: Writer, access: CharterAccess, number: int, *, expected: int | None = None
) -> None:
    """Take an entry out; its history stays, and anyone can bring it back.

    Raises:
        NotFound, NotAllowed, WrongState: as for explaining it better.
    """
    demand(rules.may_edit(access.actor))
    found = _find(glossary.terms_of(glossary.edits(writer, access.charter.id)), number)
    rules.check_newest(found, expected)
    rules.check_there(found)
    _keep(writer, access, Term(number, found.edit + 1, TermWording()))


def undo(writer: Writer, access: CharterAccess, number: int, edit: int) -> None:
    """Bring the words of an earlier edit back, as a new edit.

    Raises:
        NotFound, NotAllowed, WrongState, BadInput: there are none, or they stand there already.
    """
    demand(rules.may_edit(access.actor))
    every = glossary.edits(writer, access.charter.id)
    known = glossary.terms_of(every)
    found = _find(known, number)
    earlier = next((o for o in every if (o.entry, o.number) == (number, edit)), None)
    if earlier is None or earlier.is_erased or not earlier.wording.is_there:
        raise NotFound(_("There is no such earlier wording."))
    rules.check_new(found, earlier.wording)
    wording = _checked(earlier.wording, known, but=number)
    _keep(writer, access, Term(number, found.edit + 1, wording), restores=edit)


def _find(known: list[Term], number: int) -> Term:
    found = next((one for one in known if one.number == number), None)
    if found is None:
        raise NotFound(_("There is no such entry in this glossary."))
    return found


def _checked(wording: TermWording, known: list[Term], *, but: int | None) -> TermWording:
    read = TermWording(plain(wording.term, "term"), plain(wording.meaning, "meaning"))
    return rules.check(
        read, [one.wording.term for one in known if one.number != but and one.wording.is_there]
    )


def _keep(
    writer: Writer, access: CharterAccess, term: Term, *, restores: int | None = None
) -> None:
    event = rules.edited(access.actor, term.number, term.edit, term.wording, restores=restores)
    words = lines.append(writer, access.charter, event)
    assert access.actor.member is not None
    glossary.add(
        writer, access.charter.id, term, access.actor.member, restores=restores, words=words
    )
