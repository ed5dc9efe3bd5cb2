"""Names that nobody can borrow: what can be a name, and which names are too like another one.

A name that somebody writes is checked against the others of a charter. A name that somebody has
already, from another charter or from before there were these rules, stays theirs: see
`amendments.belonging.shown_names`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import regex
from precis_i18n import get_profile

from amendments.belonging.role_words import reads_as_role
from amendments.belonging.skeleton import are_alike
from amendments.refusals import BadInput
from charter.language import gettext as _

LONGEST = 100

#: RFC 8266: names that people go by in a community. Nothing invisible, no controls, no halves;
#: what only differs in width or font becomes one, and joiners stay where a script needs them.
_NICKNAME = get_profile("NicknameCasePreserved")
#: Shown as nothing, or as a place for something, although Unicode counts them as visible.
BLANK = regex.compile("[\u2800\ufffc\ufffd\U00016fe4\U0001d159\U00013441\U00013442]")
READABLE = regex.compile(r"[\p{L}\p{N}]")
#: A mark on nothing, the same mark twice, or a tower of them: UTS 39, 5.4.
_HEAP_OF_MARKS = regex.compile(r"(?:^|\s)\p{M}|(\p{Mn})\1|\p{Mn}{5,}")
#: What the program itself writes behind a name.
NUMBER = regex.compile(r"[\(\[\{<][\p{N}\s]*[\)\]\}>]")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")

#: UTS 39, “highly restrictive”: one script in a word, and those that Japanese, Chinese and Korean
#: write together with Latin.
_SCRIPTS = (
    "Latin Cyrillic Greek Armenian Hebrew Arabic Syriac Thaana Nko Ethiopic Georgian Cherokee "
    "Coptic Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Thai "
    "Lao Tibetan Myanmar Khmer Mongolian Canadian_Aboriginal Tifinagh Lisu Deseret Bamum Vai Yi"
)
_SHARED = r"\p{Common}\p{Inherited}"
_EAST_ASIAN = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Bopomofo}"
_OF_SCRIPT = tuple(
    (
        regex.compile(rf"\p{{Script={one}}}"),
        regex.compile(
            rf"[\p{{scx={one}}}{_SHARED}{_EAST_ASIAN if one == 'Latin' else ''}]+",
        ),
    )
    for one in _SCRIPTS.split()
)


def read_name(text: str) -> str:
    """A name in its one form, in one line; it may be empty.

    Raises:
        BadInput: it cannot be a name.
    """
    wanted = " ".join(text.split())
    if not wanted:
        return ""
    _demand_short(wanted)
    try:
        wanted = _NICKNAME.enforce(wanted)
    except UnicodeEncodeError as refused:
        raise BadInput(_unusable(), field="name") from refused
    _demand_short(wanted)
    if BLANK.search(wanted) or _HEAP_OF_MARKS.search(unicodedata.normalize("NFD", wanted)):
        raise BadInput(_unusable(), field="name")
    if not READABLE.search(wanted):
        raise BadInput(_("A name needs at least one letter."), field="name")
    if not _is_of_one_script(wanted):
        msg = _("This name mixes letters of several scripts in one word. Please write it in one.")
        raise BadInput(msg, field="name")
    if NUMBER.search(wanted):
        msg = _("A number in brackets is what the program adds to names. Please leave it out.")
        raise BadInput(msg, field="name")
    if reads_as_role(wanted):
        msg = _(
            "This reads as what somebody does here, and the program shows that by itself. Please "
            "write the name that people call you by."
        )
        raise BadInput(msg, field="name")
    return wanted


def read_given_name(text: str) -> str:
    """The same where a name has to be given.

    Raises:
        BadInput: there is none, or it cannot be one.
    """
    wanted = read_name(text)
    if not wanted:
        raise BadInput(_("Please write the name that others are to see."), field="name")
    return wanted


def _demand_short(name: str) -> None:
    if len(name) > LONGEST:
        msg = _("A name can have {most} characters at most.").format(most=LONGEST)
        raise BadInput(msg, field="name")


def _unusable() -> str:
    return _(
        "This name holds a sign that cannot be seen or that no name can hold. Please type it in "
        "anew instead of pasting it."
    )


def _is_of_one_script(name: str) -> bool:
    return all(
        others.fullmatch(word)
        for word in _WORD.findall(name)
        for own, others in _OF_SCRIPT
        if own.search(word)
    )


def demand_unlike(name: str, others: Iterable[str]) -> None:
    """Refuse a name that can be taken for one of the others.

    Raises:
        BadInput: it can; the sentence says how to tell the two apart.
    """
    if any(are_alike(name, other) for other in others):
        msg = _(
            "Somebody in this charter goes by this name, or by one that looks like it. Please add "
            "what tells you apart, such as a letter of your family name: “{example}”."
        )
        raise BadInput(msg.format(example=f"{name[: LONGEST - 3]} K."), field="name")
