"""Hypothesis makes hostile words of the corpora: pieces alone, repeated, put together."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.hostile.corpora import markup, wire

one_of = st.sampled_from
LONG = 30_000

addresses = st.one_of(
    one_of(markup.ADDRESSES),
    st.builds("{}{}".format, one_of(markup.SIGNS), one_of(markup.ADDRESSES)),
)
links = st.builds(lambda link, to: link.replace("{}", to), one_of(markup.LINKS), addresses)
escapes = st.builds("{}{}".format, one_of(markup.BREAKOUTS), one_of(markup.ELEMENTS))
#: Many signs on one letter, or one piece again and again.
runs = st.builds(
    lambda piece, n: "a" + piece * n,
    one_of([*markup.SIGNS, *markup.BREAKOUTS, *markup.MARKDOWN]),
    st.integers(2, 400),
)
signs = one_of(" \n\t*_[](){}<>|#-`~\"'&;:/")
pieces = st.one_of(
    one_of(markup.ELEMENTS),
    one_of(markup.BREAKOUTS),
    one_of(markup.MARKDOWN),
    one_of(markup.SIGNS),
    one_of(markup.TEMPLATES),
    links,
    signs,
)
words = st.one_of(
    one_of(markup.ELEMENTS),
    escapes,
    links,
    addresses,
    st.lists(pieces, min_size=2, max_size=9).map("".join),
    runs,
    one_of(markup.MARKDOWN),
    one_of(markup.TEMPLATES),
    one_of(markup.SIGNS),
    st.text(max_size=60),
    st.integers(0, LONG).map(lambda n: "a" * n),
    one_of(markup.ELEMENTS).map(lambda one: one * 200),
    one_of(wire.PARTS),
    one_of(wire.JSON),
)


def made(count: int, chance: int) -> list[str]:
    """So many words, the same for the same `chance`, and every piece of the corpora."""
    found: list[str] = []

    @seed(chance)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(words)
    def collect(one: str) -> None:
        found.append(one)

    collect()
    corpora = (markup.ELEMENTS, markup.BREAKOUTS, markup.MARKDOWN, markup.ADDRESSES, markup.SIGNS)
    return [*found, *(one for corpus in corpora for one in corpus)]
