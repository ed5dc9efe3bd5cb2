"""Names with what their owner is in the charter, which the program draws and nobody can write.

As text it is `Ada (steward)`: no name can hold that word. On a page it is a mark behind the name.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from amendments.belonging.shown_names import in_words, is_steward
from charter.language import gettext as _


def shown(name: object) -> Markup:
    """A name on a page, in a direction of its own, and the mark of a steward."""
    written = Markup("<bdi>{}</bdi>").format(name)
    return written + _mark() if is_steward(name) else written


def shown_all(names: Iterable[object]) -> Markup:
    """Several names on a page."""
    return Markup(", ").join(shown(name) for name in names)


def shown_in_mail(name: object) -> Markup:
    """A name in a letter, where no style sheet is."""
    written = Markup("<bdi>{}</bdi>").format(str(name).strip())
    return written + Markup(" ({})").format(_("steward")) if is_steward(name) else written


def _mark() -> Markup:
    # The same words as in letters: so it is heard, copied and seen without a style sheet alike.
    return Markup(' <bdi class="role-mark">({})</bdi>').format(_("steward"))


__all__ = ["in_words", "shown", "shown_all", "shown_in_mail"]
