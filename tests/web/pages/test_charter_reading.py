"""The charter as its readers see it: marks beside passages, what is new, why something is there."""

import re
from html.parser import HTMLParser

import pytest

from charter.dates import day_in_words

OLD = "personal information without permission"


class _Beside(HTMLParser):
    """The links in the margin, by the id of the passage that they stand behind."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: dict[str, list[tuple[str, str]]] = {}
        self._block = self._link = ""
        self._notes = False
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if (found.get("id") or "").startswith("p-"):
            self._block = found["id"].removeprefix("p-")
        self._notes = self._notes or found.get("class") == "passage-notes"
        if self._notes and tag == "a":
            self._link = found["href"]

    def handle_data(self, data):
        if self._link:
            self.found.setdefault(self._block, []).append((data, self._link))
            self._link = ""

    def handle_endtag(self, tag):
        self._notes = self._notes and tag != "p"


def beside(site):
    """What stands beside the passages of the text in force."""
    return _Beside(site.client.get(site.base).text).found


def block(site, words):
    return site.community.block(words).id


@pytest.fixture
def busy(site):
    """Two proposals about one passage, with remarks, and one about another."""
    c = site.community
    privacy = block(site, "Respect Privacy")
    first = c.propose("cleo", c.with_words((OLD, "personal things without permission")))
    second = c.propose("dov", c.with_words((OLD, "personal information without being asked")))
    third = c.propose("dov", c.with_words(("kindness, even", "kindness, also")))
    for by, number in (("cleo", first), ("dov", second), ("dov", third)):
        c.submit(by, number)
    open_question = c.comment("edda", first, "Which things?", kind="question", block=privacy)
    c.comment("cleo", first, "All of them.", reply_to=open_question)
    c.comment("edda", second, "Hm.", block=privacy)
    back = c.comment("edda", second, "Oh.", block=privacy)
    c.take_back("edda", second, back)
    answered = c.comment("edda", third, "Why?", kind="question", block=block(site, "Be Respectful"))
    c.mark_answered("edda", third, answered)
    return privacy, first, second, third


def test_marks_stand_beside_the_passages_that_they_are_about(site, busy):
    privacy, first, _, third = busy
    site.sign_in("dov")
    found = beside(site)
    about = f"{site.base}/passages/{privacy}"
    assert found[privacy] == [
        ("2 proposals would change this", f"{about}#touching-title"),
        ("2 comments", f"{about}#remarks-title"),
    ]
    kind = block(site, "Be Respectful")
    alone = f"{site.base}/amendments/{third}#c-{kind}"
    assert found[kind] == [("1 proposal would change this", alone)]
    assert set(found) == {privacy, kind}
    page = site.get(about)
    assert {"touching-title", "remarks-title"} <= set(page.ids)
    assert f"{site.base}/amendments/{first}#discussion" in page.links
    site.get(alone.partition("#")[0]).ids.index(f"c-{kind}")


def test_readers_see_no_remarks_and_drafts_leave_no_marks(site, busy):
    privacy, *_ = busy
    c = site.community
    c.propose("edda", c.with_words(("wherever possible", "wherever you can")))
    site.sign_in("edda")
    assert block(site, "Look to Reuse") not in beside(site)
    site.sign_in(None)
    assert [words for words, _ in beside(site)[privacy]] == ["2 proposals would change this"]
    assert "remarks-title" not in site.get(f"{site.base}/passages/{privacy}").ids


def change(site, *pairs):
    c = site.community
    number = c.decide("cleo", c.with_words(*pairs), title="Other words", reason="They are kinder.")
    c.answer_all(number, ["ada", "bela", "cleo", "dov", "edda"])
    c.close("ada", number)
    return number


@pytest.mark.parametrize("who", [None, "dov"])
def test_a_browser_knows_what_it_read_last(site, who):
    site.sign_in(who)
    site.get(site.base)
    kept = site.client.cookies["charter_read_care-charter"]
    assert kept == "1"
    change(site, (OLD, "personal things without permission"))
    page = site.get(site.base)
    assert "You read revision 1. 1 passage was changed. See what changed" in page.text
    privacy = block(site, "Respect Privacy")
    to = f"{site.base}/compare/1...2"
    assert beside(site) == {privacy: [("changed since you last read", f"{to}#c-{privacy}")]}
    assert to in page.links
    assert f"c-{privacy}" in site.get(to).ids
    assert "since you last read" not in site.post(f"{site.base}/read").text
    assert site.client.cookies["charter_read_care-charter"] == "2"
    assert beside(site) == {}


def test_others_learn_nothing_of_what_a_browser_read(site):
    site.get(site.base)
    change(site, (OLD, "personal things without permission"))
    told = site.get(site.base)
    assert "since you last read" in told.text
    site.client.cookies.clear()
    assert "since you last read" not in site.get(site.base).text


def test_a_forged_cookie_says_nothing(site):
    plain = site.get(site.base).source
    site.client.cookies.clear()
    for forged in (b"0", b"-1", b"9", b"9" * 5000, "²".encode(), b"x", b"", b'"1"'):
        sent = {"Cookie": b"charter_read_care-charter=" + forged}
        assert site.client.get(site.base, headers=sent).text == plain


def test_why_a_sentence_is_there_takes_three_presses_at_most(site):
    number = change(site, (OLD, "personal things without permission"))
    page = site.get(site.base)
    presses = 0
    name = "Why is this here? Respect Privacy"
    address = re.search(rf'href="([^"]+)" aria-label="{re.escape(name)}', page.source)[1]
    page, presses = site.get(address), presses + 1
    day = site.community.clock().date()
    for told in ("revision 2", f"{day.day} {day:%B %Y}", "Other words", "They are kinder.",
                 "The proposal passed.", f"Proposal {number}"):  # fmt: skip
        assert told in page.text
    assert f"{site.base}/amendments/{number}/rounds/1" in page.links
    page, presses = site.get(f"{site.base}/amendments/{number}/rounds/1"), presses + 1
    assert "The text that was decided on" in page.text
    assert presses <= 3


def test_the_date_at_the_foot_is_that_of_the_revision(site):
    c = site.community
    assert "Last revision: 8 August 2023" in site.get(site.base).text
    number = c.decide("cleo", c.with_words((OLD, "personal things without permission")))
    c.answer_all(number, ["ada", "cleo", "dov", "edda"])
    c.pass_deadline(number)
    c.tick()
    dated = day_in_words(c.head.dated)
    for address in (site.base, f"{site.base}/revisions/2/text.txt"):
        assert f"Last revision: {dated}" in site.client.get(address).text
    assert "Last revision: 8 August 2023" in site.get(f"{site.base}/revisions/1").text
    assert "Last revision: {date}" in site.client.get(f"{site.base}/revisions/2/text.md").text
    foot = next(one for one in c.head.document.blocks if "{date}" in one.text)
    for address in (site.base, f"{site.base}/passages/{foot.id}"):
        page = site.client.get(address).text
        assert "{date}" not in page
        assert page.count(dated) > 1
