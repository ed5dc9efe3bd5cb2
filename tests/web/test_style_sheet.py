"""The style sheet: colours that meet can be told apart, and all of them are tokens."""

import hashlib
import re
from itertools import product
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "app/web/static"
SHEET = re.sub(
    r"/\*.*?\*/", "", (FOLDER / "style.css").read_text(encoding="utf-8"), flags=re.DOTALL
)
SURFACES = ("paper", "sheet", "shade", "accent-soft")
STATES = ("added", "removed", "warn")
COLOUR = r"#[0-9a-fA-F]{3,8}\b|(?:rgb|hsl|lab|lch|oklab|oklch|color)a?\("

# What stands on what: words (4.5 to 1), and what has to be seen to use the page (3 to 1).
WORDS = {
    *product(("ink", "ink-soft", "accent", "accent-strong"), SURFACES),
    *product(STATES, ("paper", "sheet")),
    *((state, f"{state}-soft") for state in STATES),
    *(("ink", f"{state}-soft") for state in STATES),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
}
SIGNS = {
    *product(("edge", "focus"), (*SURFACES, *(f"{state}-soft" for state in STATES))),
    *product(("accent", *STATES), SURFACES),
}
#: `line` only divides: whoever does not see it misses nothing.
DECORATION = {"line"}


def tokens(block):
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{3,6});", block))


def palettes():
    blocks = re.findall(r":root \{(.*?)\}", SHEET, flags=re.DOTALL)
    light, dark = tokens(blocks[0]), tokens(blocks[1])
    assert light.keys() == dark.keys(), "a colour needs its counterpart in the dark"
    return {"light": light, "dark": dark, "print": light | tokens("".join(blocks[2:]))}


def luminance(colour):
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(one * 2 for one in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(c * weight for c, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_colours_that_meet_can_be_told_apart(scheme):
    colours = palettes()[scheme]
    assert contrast("#000", "#fff") == 21
    poor = [
        (front, back, round(ratio, 2))
        for pairs, least in ((WORDS, 4.5), (SIGNS, 3.0))
        for front, back in sorted(pairs)
        if (ratio := contrast(colours[front], colours[back])) < least
    ]
    assert not poor
    covered = {name for pair in WORDS | SIGNS for name in pair} | DECORATION
    assert colours.keys() == covered, "every colour is measured against what it meets"


def test_every_rule_with_two_colours_is_among_the_pairs():
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", SHEET)
    for selector, body in rules:
        front = re.search(r"(?<![-\w])color:\s*var\(--([a-z-]+)\)", body)
        back = re.search(r"background(?:-color)?:\s*var\(--([a-z-]+)\)", body)
        if front and back:
            assert (front[1], back[1]) in WORDS, selector.strip()


def test_colours_are_tokens_and_tokens_are_used():
    outside = re.sub(r":root \{.*?\}", "", SHEET, flags=re.DOTALL)
    # The margins of a sheet of paper do not know the tokens.
    outside = re.sub(r"@(?:top|bottom)-\w+ \{.*?\}", "", outside, flags=re.DOTALL)
    assert not re.findall(COLOUR, outside)
    defined = set(re.findall(r"(--[a-z-]+):", SHEET))
    assert defined == set(re.findall(r"var\((--[a-z-]+)[),]", SHEET))


def test_fonts_are_asked_for_by_their_digests():
    for name, digits in re.findall(r'url\("([^"?]+)\?v=(\w+)"\)', SHEET):
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest().startswith(digits)
    assert SHEET.count("url(") == len(re.findall(r"\?v=\w{12}", SHEET))
