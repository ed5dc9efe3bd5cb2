"""What a change does beside the words: where links lead, what is struck out, levels and forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence

from charter.diff.common_tokens import kept_tokens
from charter.language import N_, ngettext
from charter.language import gettext as _
from charter.numbers.renumbering import marks_of, split_mark
from charter.reading.change_kinds import Facet, Read, Word, read_words
from charter.reading.change_values import Change
from charter.reading.quoting import quoted
from charter.reading.visible_words import BlockFrame, VisiblePassage
from charter.text.badges import unseen_signs

# Before the address of a picture, which leads nowhere.
_PICTURE = "picture "
KINDS = {
    "heading": N_("a heading"),
    "paragraph": N_("a paragraph"),
    "list_item": N_("a list item"),
    "quote": N_("a quotation"),
    "table": N_("a table"),
    "table_row": N_("a row of a table"),
    "footnote": N_("a footnote"),
    "code": N_("a piece of code"),
    "divider": N_("a dividing line"),
    "html": N_("a piece of HTML"),
    "front_matter": N_("the front matter"),
}


def about_form(
    change: Change, found: Collection[Facet], old: VisiblePassage, new: VisiblePassage
) -> list[str]:
    """Statements about all that differs beside the words, the punctuation and the emphasis."""
    made: list[str] = []
    a, b = old.frame, new.frame
    if "form" in found:
        made.append(
            _("its form changes: {before} → {after}").format(before=_form(a), after=_form(b))
        )
    if "level" in found:
        made.append(
            _("the heading goes from level {old} to level {new}").format(old=a.level, new=b.level)
        )
    if "numbering" in found:
        made.append(_numbered(*marks_of(change)))
    if "nesting" in found:
        n = change.depths[1] - change.depths[0]
        deeper = ngettext(
            "it goes {n} level deeper in the list", "it goes {n} levels deeper in the list", abs(n)
        )
        higher = ngettext(
            "it goes {n} level up in the list", "it goes {n} levels up in the list", abs(n)
        )
        made.append((deeper if n > 0 else higher).format(n=abs(n)))
    if "ticked" in found:
        made.append(_("its box is ticked") if b.ticked else _("its box is no longer ticked"))
    made += _about_hidden(change)
    if any(one.struck or one.leads_to for side in (old, new) for one in side.stretches):
        made += about_marks(read_words(old, 0), read_words(new, 0))
    return made


def about_marks(old: Read, new: Read) -> Iterator[str]:
    """Statements about links and about what is struck out."""
    for link in _differing(old, new, _leads_to):
        yield _linked(*link)
    for words, found in _fresh(old, new, _leads_to):
        address = quoted(found.removeprefix(_PICTURE))
        yield _("{words} leads to {address}").format(words=quoted(words), address=address)
    for words, before, _after in _differing(old, new, lambda word: str(word.struck or "")):
        struck = _("{words} is no longer struck out") if before else _("{words} is struck out")
        yield struck.format(words=quoted(words))
    for words, _is in _fresh(old, new, lambda word: str(word.struck or "")):
        yield _("{words} is struck out").format(words=quoted(words))


def _about_hidden(change: Change) -> Iterator[str]:
    """Statements about signs that nobody sees, such as change the order in which words are read."""
    old, new = (Counter(unseen_signs(side or "")) for side in (change.before, change.after))
    for name in new - old:
        yield _("a sign that cannot be seen comes in: {name}").format(name=name)
    for name in old - new:
        yield _("a sign that cannot be seen goes: {name}").format(name=name)


def _numbered(before: str, after: str) -> str:
    before, after = (" ".join(filter(None, split_mark(mark))) for mark in (before, after))
    if before and after:
        return _("its number {old} becomes {new}").format(old=before, new=after)
    if after:
        return _("it gets the number {new}").format(new=after)
    return _("it loses the number {old}").format(old=before)


def _form(frame: BlockFrame) -> str:
    if frame.quoted > 1:
        return _("a quotation of {n} levels").format(n=frame.quoted)
    if frame.kind == "list_item" and frame.number is not None:
        return _("a numbered list item")
    if frame.kind == "list_item" and frame.ticked is not None:
        return _("a list item with a box")
    return _(KINDS.get(frame.kind, KINDS["paragraph"]))


def _linked(words: str, before: str, after: str) -> str:
    if before.startswith(_PICTURE) and after.startswith(_PICTURE):
        return _("the picture {words} comes from {address} instead of {former}").format(
            words=quoted(words),
            address=quoted(after.removeprefix(_PICTURE)),
            former=quoted(before.removeprefix(_PICTURE)),
        )
    before, after = before.removeprefix(_PICTURE), after.removeprefix(_PICTURE)
    if not before:
        return _("{words} becomes a link to {address}").format(
            words=quoted(words), address=quoted(after)
        )
    if not after:
        return _("{words} is no longer a link to {address}").format(
            words=quoted(words), address=quoted(before)
        )
    return _("{words} leads to {address} instead of {former}").format(
        words=quoted(words), address=quoted(after), former=quoted(before)
    )


def _leads_to(word: Word) -> str:
    return _PICTURE + word.leads_to if "picture" in word.marks else word.leads_to


def _differing(
    old: Read, new: Read, value: Callable[[Word], str]
) -> Iterator[tuple[str, str, str]]:
    """(words, before, after) of kept words of which something else is true now."""
    pairs = kept_tokens([word.text for word in old.words], [word.text for word in new.words])
    changed = [
        (j, value(old.words[i]), value(new.words[j]))
        for i, j in pairs
        if value(old.words[i]) != value(new.words[j])
    ]
    for run in _runs(changed):
        yield _text(new, run), run[0][1], run[0][2]


def _fresh(old: Read, new: Read, value: Callable[[Word], str]) -> Iterator[tuple[str, str]]:
    """(words, what is true of them) of words that were put in, if there is anything."""
    pairs = kept_tokens([word.text for word in old.words], [word.text for word in new.words])
    kept = {j for _, j in pairs}
    known = {value(word) for word in old.words}
    changed = [
        (j, value(word), value(word))
        for j, word in enumerate(new.words)
        if j not in kept and value(word) and value(word) not in known
    ]
    yield from ((_text(new, run), run[0][1]) for run in _runs(changed))


def _runs(changed: Sequence[tuple[int, str, str]]) -> Iterator[Sequence[tuple[int, str, str]]]:
    """Words that follow one another, of which the same is true."""
    start = 0
    for end in range(1, len(changed) + 1):
        last = changed[end - 1]
        if end == len(changed) or changed[end] != (last[0] + 1, *last[1:]):
            yield changed[start:end]
            start = end


def _text(side: Read, run: Sequence[tuple[int, str, str]]) -> str:
    """The words from the first to the last, with what stands between them."""
    first, last = run[0][0], run[-1][0]
    between = [side.gaps[j] + side.words[j].text for j in range(first + 1, last + 1)]
    return side.words[first].text + "".join(between)
