"""References to numbers that would lead elsewhere are pointed out, to writers and to readers."""

from __future__ import annotations

from datetime import date

import pytest

from app.services.founding.import_history import DatedText, import_history

NUMBERED = "## § 1 Purpose\n\nWe cook. See § 2.\n\n## § 2 Fees\n\nAll pay.\n"
RENUMBERED = NUMBERED.replace("## § 2", "## § 2 Rooms\n\nWe share them.\n\n## § 3")
TOLD = "“§ 2” in “Purpose” would now lead to “Rooms”. What it meant, “Fees”, is § 3 now."


@pytest.fixture
def numbered(site):
    """A charter whose sections have numbers; a member is signed in."""
    c = site.community
    with c.writing("ada") as (writer, access):
        import_history(writer, access.charter, [DatedText(1, date(2024, 1, 1), NUMBERED)])
    site.sign_in("dov")
    return site


def test_whoever_writes_a_change_is_told_while_they_write(numbered):
    page = numbered.get(f"{numbered.base}/amendments/new?view=whole")
    fields = {one: words for one, words in page.fields.items() if one != "editorial"}
    preview = f"{numbered.base}/amendments/new/preview"
    assert TOLD in numbered.htmx(preview, **{**fields, "whole": RENUMBERED})
    mended = RENUMBERED.replace("See § 2.", "See § 3.")
    assert "would now lead" not in numbered.htmx(preview, **{**fields, "whole": mended})


def test_whoever_reads_the_proposal_is_told(numbered):
    c = numbered.community
    number = c.discuss("cleo", RENUMBERED)
    page = numbered.get(f"{numbered.base}/amendments/{number}")
    assert "References that would lead elsewhere" in page.text
    assert TOLD in page.text
    other = c.discuss("cleo", NUMBERED.replace("All pay", "All give"))
    assert "lead elsewhere" not in numbered.get(f"{numbered.base}/amendments/{other}").text


def test_a_section_that_was_renumbered_is_the_same_to_its_readers(numbered):
    """Another proposal on the fees is found under the fees, whatever their number becomes."""
    c = numbered.community
    fees = c.block("All pay.").id
    c.discuss("cleo", NUMBERED.replace("All pay.", "All pay on Monday."))
    c.discuss("edda", RENUMBERED.replace("All pay.", "All pay on Friday."))
    page = numbered.get(f"{numbered.base}/amendments/new?passage={fees}")
    fields = {one: words for one, words in page.fields.items() if one != "editorial"}
    fields[f"t.{fees}"] = "All pay on Sunday."
    told = numbered.htmx(f"{numbered.base}/amendments/new/preview", **fields)
    assert told.count("Another proposal changes this passage too.") == 2


def test_a_program_is_told_too(numbered):
    number = numbered.community.discuss("cleo", RENUMBERED)
    answer = numbered.client.get(f"/api/v1/charters/care-charter/amendments/{number}").json()
    assert answer["misled_references"] == [TOLD]
