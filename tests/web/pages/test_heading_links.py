"""Links to headings still lead there when the headings have got other words."""

from __future__ import annotations

import re


def _publish(c, *changes):
    number = c.decide("cleo", c.with_words(*changes))
    c.answer_all(number, [name for name in c.people if name != "cleo"])
    c.pass_deadline(number)
    c.tick()


def _target(html):
    return re.search(r'<a href="#(p-\w+)"[^>]*>the rule', html)[1]


def test_a_link_by_the_words_of_an_earlier_revision_leads_to_the_heading(site):
    c = site.community
    heading = next(
        one for one in c.head.document.blocks if one.kind == "heading" and "#" in one.text
    )
    words = heading.text.lstrip("# ")
    name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
    _publish(c, ("wherever possible", f"wherever [the rule](#{name}) lets us"))
    assert _target(site.client.get(site.base).text) == f"p-{heading.id}"
    _publish(c, (heading.text, f"{heading.text} anew"))
    assert f"{words} anew" in site.get(site.base).text
    for path in (site.base, f"{site.base}/revisions/2", f"{site.base}/revisions/3"):
        assert _target(site.client.get(path).text) == f"p-{heading.id}", path
