"""Numbers, notes, tasks, terms and addresses are shown as they are written."""

from __future__ import annotations

import re
import time

import pytest

from app.rendering.markdown.grammar import parser
from app.rendering.markdown.html import charter_to_html, words_to_html
from charter import found


def _html(text: str, former: tuple[tuple[str, str], ...] = ()) -> str:
    return str(charter_to_html(found(text)[0], former=former))


def _plain(text: str) -> str:
    """A page without the attributes that only passages need."""
    return re.sub(r' (?:id="p-\w+"|dir="auto"|rel="[^"]*")', "", _html(text))


def _numbers(html: str) -> list[int]:
    """What a browser writes before each item."""
    found_: list[int] = []
    counts: list[int] = []
    for name, attribute, number in re.findall(r"<(ol|/ol|li|ul|/ul)(?: (\w+)=\"(\d+)\")?", html):
        if name == "ol":
            counts.append(int(number) if attribute == "start" else 1)
        elif name == "ul":
            counts.append(-1_000_000)
        elif name.startswith("/"):
            counts.pop()
        else:
            counts[-1] = int(number) if attribute == "value" else counts[-1]
            found_ += [counts[-1]] if counts[-1] >= 0 else []
            counts[-1] += 1
    return found_


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1. a\n2. b\n4. c\n", [1, 2, 4]),
        ("3) a\n5) b\n6) c\n", [3, 5, 6]),
        ("1. a\n1. b\n1. c\n", [1, 1, 1]),
        ("0. a\n1. b\n", [0, 1]),
        ("3. a\n2. b\n1. c\n", [3, 2, 1]),
        ("1. a\n   1. b\n   4. c\n2. d\n", [1, 1, 4, 2]),
        ("- a\n  1. b\n  4. c\n- d\n", [1, 4]),
        ("1. a\n\n   words\n\n3. b\n", [1, 3]),
        ("> 1. a\n> 3. b\n", [1, 3]),
        ("1. a\n2. b\n\n## H\n\n3. c\n7. d\n", [1, 2, 3, 7]),
    ],
)
def test_numbers_are_shown_as_they_are_written(text, numbers):
    assert _numbers(_plain(text)) == numbers
    assert _numbers(str(words_to_html(text))) == numbers


def test_a_number_with_a_bracket_keeps_it():
    assert '<ol class="is-bracketed">' in _plain("1) a\n2) b\n")
    assert "is-bracketed" not in _plain("1. a\n2. b\n")
    assert '<ol class="is-two-digits">' in _plain("01. a\n02. b\n")


@pytest.mark.parametrize("note", ["Note.", "A longer note, of *several* words."])
def test_a_footnote_is_shown_where_it_stands_and_linked_both_ways(note):
    html = _plain(f"Words[^a] and[^1].\n\n[^a]: {note}\n\n[^1]: Other.\n")
    assert '<sup class="note-ref"><a id="fnref-1" href="#fn-1" aria-label="Note a">a<' in html
    assert '<a id="fn-1" href="#fnref-1" aria-label="Back to where note a stands">a</a>' in html
    assert "[^" not in html
    assert html.count('class="footnote"') == 2
    assert re.sub(r"<[^>]+>", "", html).count(note.replace("*", "")) == 1


def test_footnotes_on_lines_of_their_own_stay_apart_and_those_without_a_mark_are_shown():
    html = _plain("Words[^b].\n\n[^a]: One.\n[^b]: Two.\n\n    More of two.\n")
    assert html.count('<div class="footnote"') == 2
    assert '<span id="fn-1">a</span>' in html
    assert html.index("More of two.") < html.rindex("</div>")


def test_marks_of_one_footnote_have_addresses_of_their_own():
    html = _html("One[^a], two[^a].\n\n[^a]: Note.\n\n[^a]: Again.\n")
    names = re.findall(r' id="([^"]+)"', html)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("text", ["[^a]: Note.", "[^a b]: Note.", "[^a]:https://x.example"])
def test_a_footnote_is_never_taken_for_where_a_link_leads(text):
    for html in (_html(f"[^a] [^a b]\n\n{text}\n"), str(words_to_html(f"[^a] [^a b]\n\n{text}"))):
        assert "404" not in html
        assert 'href="Note."' not in html
        assert ("Note." in html) == ("Note." in text)
        assert ("https://x.example" in html) == ("https" in text)


def test_tasks_are_boxes_that_say_whether_they_are_done():
    html = _plain("- [ ] Sweep\n- [x] Cook\n- [link](https://x.example)\n")
    assert '<input type="checkbox" disabled="" aria-label="not done"> Sweep' in html
    assert '<input type="checkbox" disabled="" checked="" aria-label="done"> Cook' in html
    assert html.count("<input") == 2


def test_terms_are_defined_by_a_colon_and_by_no_other_sign():
    assert _plain("Floor\n: swept\n: and *waxed*\n") == (
        "<dl>\n<dt>Floor</dt>\n<dd>swept</dd>\n<dd>and <em>waxed</em></dd>\n</dl>\n"
    )
    assert "<dl>" not in _plain("About\n~ 20 people\n")


def test_terms_are_defined_behind_an_empty_line_too_each_passage_with_its_address():
    html = _html(
        "Floor\n\n: swept\n: and\n  waxed\n\n: on *Mondays*\n\nRoof\n\n: mended\n\n: alone\n"
    )
    plain = re.sub(r' (?:id="p-\w+"|dir="auto")', "", html)
    assert plain == (
        "<dl>\n<dt>Floor</dt>\n<dd>swept</dd>\n<dd>and\nwaxed</dd>\n<dd>on <em>Mondays</em></dd>\n"
        "</dl>\n<dl>\n<dt>Roof</dt>\n<dd>mended</dd>\n<dd>alone</dd>\n</dl>\n"
    )
    assert html.count(' id="p-') == 6
    assert "<dl>" not in _html("# Floor\n\n: swept\n\nTwo\nlines\n\n: no\n")


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("https://example.org/a_b_c.", "https://example.org/a_b_c"),
        ("(www.example.org/x)", "http://www.example.org/x"),
        ("„https://example.org/x“,", "https://example.org/x"),
        ("write to a.b@example.org!", "mailto:a.b@example.org"),
        ("https://example.org/x_(y)", "https://example.org/x_(y)"),
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&amp;b=2"),
    ],
)
def test_a_bare_address_is_a_link(words, address):
    for html in (_plain(words), str(words_to_html(words))):
        assert f'<a href="{address}"' in html
        assert html.count("<a ") == 1


@pytest.mark.parametrize(
    "words",
    ["README.md", "charter.py, e.g.this", "3.5.2024", "a@b", "`https://x.example`", "e.g. x.org",
     "www.", "http:// x", "javascript:alert(1)", "//x.org", "a.b-c_d@a.b-"],
)  # fmt: skip
def test_what_only_looks_like_an_address_is_none(words):
    assert "<a " not in _plain(words)


def test_an_address_in_a_link_stays_where_it_leads():
    assert _plain("[https://a.example](https://b.example)").count("<a ") == 1


def test_comments_are_not_shown_but_said_and_can_be_opened():
    html = _plain("<!-- for\n\nlater -->\n\nWords <!-- a word --> go on.\n\n<!-- x --> tail\n")
    assert '<details class="not-shown"><summary>Not shown here: a note in the source' in html
    assert "<pre>for\n\nlater</pre>" in html
    assert "&lt;!--" not in html
    assert html.count("a note in the source</button>") == 2
    assert "</span> go on.</p>" in html
    names = re.findall(r'popovertarget="([^"]+)"', html)
    assert len(set(names)) == 2


def test_front_matter_is_not_shown_but_said():
    html = _plain("---\ntitle: House rules\n---\n\n# Rules\n")
    assert "<summary>Not shown here: facts about this text</summary>" in html
    assert html.index("<details") < html.index("title: House rules") < html.index("<h1>Rules")
    assert "<hr" not in html


def test_where_links_lead_is_not_shown_but_said():
    html = _plain("See [it].\n\n[it]: https://x.example\n")
    assert "<summary>Not shown here: where links lead</summary>" in html


def test_in_what_people_say_nothing_is_hidden():
    assert "&lt;!-- secret --&gt;" in str(words_to_html("Fine. <!-- secret -->"))


def test_a_row_of_tildes_under_a_title_turns_nothing_into_code():
    html = _plain("Title\n~~~~~\n\nWords.\n\nOther\n~~~~~\n\nMore.\n")
    assert html == "<h3>Title</h3>\n<p>Words.</p>\n<h3>Other</h3>\n<p>More.</p>\n"


def test_html_is_shown_as_typed_in_one_passage():
    html = _html("<div>\nwords\n</div>\n\n<pre>\na\n\nb\n</pre>\n")
    assert html.count(' id="p-') == 2
    assert "&lt;div&gt;" in html


def test_points_that_go_in_deeper_and_deeper_are_all_shown():
    text = "".join("  " * n + f"- point {n}\n" for n in range(300))
    html = _html(text)
    assert all(f">point {n}<" in html or f">point {n}\n" in html for n in range(300))


HOSTILE = [
    "a:", "http:", "http://", "a@", "a@b.", "www.", "://", "https://a.b/(", "https://a.b/)",
    "_www.a_", "<!--", "<!-- ", "-->", "[^a]", "[^a]: b\n", "[^a]:\n\n    b\n\n", "- [ ] a\n",
    "a\n: b\n\n", ": ", "1. a\n", "1) a\n\n", "- a\n\n  b\n\n", "Title\n~~~~~\n", "# a\n\n",
    "[a](#a) ", "---\na: b\n",
]  # fmt: skip


@pytest.mark.slow
def test_it_is_read_in_a_time_that_grows_with_its_length():
    for piece in HOSTILE:
        text = piece * (100_000 // len(piece)) + "\n\nend\n"
        begun = time.process_time()
        html = _html(text)
        parser().render(text)
        assert time.process_time() - begun < 10.0, piece
        assert len(html) < 80 * len(text), piece
