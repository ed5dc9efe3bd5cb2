"""Hostile words as a browser sees them: text, and nothing else, on every page that shows them."""

from __future__ import annotations

import pytest

from tests.browser.hostile_words import Hostile
from tests.hostile.sound import ELEMENTS, FORBIDDEN

#: What stands in the page as the browser made it, and should not.
UNSAFE = """([elements, forbidden]) => [...document.querySelectorAll('*')].flatMap(one => {
    const bad = [], name = one.localName, own = url => new URL(url).origin === location.origin;
    const places = ['href', 'src', 'action', 'data', 'poster', 'xlink:href', 'hx-get', 'hx-post'];
    if (!elements.includes(name)) bad.push('an element');
    if (name === 'script' && !(one.src && own(one.src) && one.src.includes('/static/')))
        bad.push('a script');
    if (name === 'link' && !own(one.href)) bad.push('a file of others');
    if (name === 'form' && !own(one.action)) bad.push('a form that leads elsewhere');
    for (const {name: said, value} of one.attributes) {
        if (/^on|^hx-on/i.test(said) || forbidden.includes(said)) bad.push(said);
        if (!places.includes(said)) continue;
        if (!URL.canParse(value, location.href)) continue;
        const url = new URL(value, location.href);
        if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) bad.push(url.protocol);
        if (name !== 'a' && url.origin !== location.origin) bad.push(url.origin);
        if (name === 'a' && url.origin !== location.origin && !/nofollow/.test(one.rel))
            bad.push('a link that is not marked');
    }
    return bad.map(fault => `${fault}: ${one.outerHTML.slice(0, 200)}`);
})"""
OPEN_ALL = "for (const one of document.querySelectorAll('details')) one.open = true"


@pytest.fixture(scope="module")
def hostile(stage):
    made = Hostile(stage)
    made.say_everything()
    return made


def pages(hostile):
    """Every page that shows words of people."""
    base = f"/{hostile.community.slug}"
    block = hostile.community.head.document.blocks[-1].id
    text, talk, *_ = hostile.numbers
    proposal = f"{base}/amendments"
    return [
        base, f"{base}/revisions", f"{base}/compare/1...3",
        f"{base}/compare/3...4", f"{base}/compare/3...4?view=side", f"{base}/passages/{block}",
        f"{base}/passages/{block}?words=yes", f"{base}/glossary", f"{base}/members", proposal,
        f"{proposal}/{text}", f"{proposal}/{text}?view=side", f"{proposal}/{text}/rounds/1",
        f"{proposal}/{talk}", f"{proposal}/together", f"{proposal}/new?view=whole",
        f"{proposal}/new?passage={block}", f"{base}/record", f"{base}/desk", "/me", "/",
        f"{proposal}/{hostile.stage.numbers['round']}", f"{base}/calendar",
    ]  # fmt: skip


@pytest.mark.timeout(600)
def test_nothing_that_was_said_is_more_than_words(visitor, hostile):
    found, seen = [], 0
    for who in ("ada", "edda", None):
        page = visitor(who)
        for path in pages(hostile):
            if page.goto(path).status == 200:
                seen += 1
                page.evaluate(OPEN_ALL)
                faults = page.evaluate(UNSAFE, [sorted(ELEMENTS), sorted(FORBIDDEN)])
                found += [(path, who, fault) for fault in faults]
    assert found == []
    assert seen > 50
    assert hostile.kept > 300
