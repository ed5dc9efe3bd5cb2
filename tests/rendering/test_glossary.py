"""Terms in a text: explained where a section says them first, and left alone where they must be."""

from app.rendering.glossary import Explained
from app.rendering.markdown.html import charter_to_html
from charter import Document, canonical
from charter.sentences.compare import as_documents

TERMS = (
    Explained("CIC", "A company <b>.", "/c/glossary#term-1"),
    Explained("consent", "Nobody objects.", "/c/glossary#term-2"),
    Explained("consent round", "A decision.", "/c/glossary#term-3"),
)


def html(text, terms=TERMS) -> str:
    document: Document = as_documents("", canonical(text))[1]
    return charter_to_html(document, None, terms)


def marked(text):
    return html(text).count("<dfn>")


def test_first_in_each_section_and_nowhere_else():
    assert marked("# A\n\nConsent, and consent. CIC.\n\n- CIC\n\n## B\n\nConsent.") == 3
    for left_alone in (
        "# CIC",
        "`CIC`",
        "[CIC](https://example.org)",
        "    CIC",
        "cic CICs consents",
    ):
        assert marked(f"A\n\n{left_alone}") == 0, left_alone


def test_the_longest_term_counts_and_what_it_means_is_no_markup():
    found = html("A consent round by the CIC.")
    assert found.count("<dfn>") == 2
    assert "A decision." in found
    assert "Nobody objects." not in found
    assert "A company &lt;b&gt;." in found
    assert found.count('popovertarget="word-') == found.count('popover=""') == 2


def test_nobody_can_write_such_a_button_themselves():
    for terms in ((), TERMS):
        found = html('<button popovertarget="x" class="term">CICs</button>', terms)
        assert "<button" not in found
