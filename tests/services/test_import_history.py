from datetime import date

import pytest

from amendments.refusals import BadInput, Refusal, TooLarge, WrongState
from app.services.founding.import_history import DatedText, import_history
from tests.support.texts import KINDNESS, LEARNING, care_charter

FIRST = care_charter().replace(*KINDNESS)
SECOND = FIRST.replace(*LEARNING)


def bring(community, *texts):
    dated = [DatedText(line, *one) for line, one in enumerate(texts, 1)]
    with community.writing("ada") as (writer, access):
        return import_history(writer, access.charter, dated)


def refused(community, *texts) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        bring(community, *texts)
    assert community.head.number == 1
    return refusal.value


def test_dated_texts_become_revisions(community):
    added = bring(community, (date(2024, 1, 1), FIRST, "Kinder"), (date(2025, 2, 2), SECOND))
    assert added == 2
    assert [(one.number, one.dated) for one in community.revisions()] == [
        (1, date(2023, 8, 8)),
        (2, date(2024, 1, 1)),
        (3, date(2025, 2, 2)),
    ]
    assert [one.document.text for one in community.revisions()[1:]] == [FIRST, SECOND]
    assert community.revisions()[1].title == "Kinder"
    assert community.head.amendment is None


def test_passages_live_on_through_a_history(community):
    before = community.block(KINDNESS[0])
    bring(community, (date(2024, 1, 1), FIRST), (date(2025, 1, 1), SECOND))
    after = community.block(KINDNESS[1])
    assert (after.id, after.introduced_in, after.changed_in) == (before.id, 1, 2)


def test_a_text_that_reads_the_same_is_passed_over(community):
    day = date(2024, 1, 1)
    assert bring(community, (day, care_charter()), (day, FIRST), (day, FIRST + "\n\n")) == 1


def test_a_history_that_goes_back_in_time_is_refused_and_its_line_named(community):
    refusal = refused(community, (date(2024, 1, 1), FIRST), (date(2023, 12, 31), SECOND))
    assert isinstance(refusal, BadInput)
    assert "Line 2" in refusal.reason
    assert "Line 1" in refused(community, (date(2023, 8, 7), FIRST)).reason


@pytest.mark.parametrize("text", ["", "  ", "a\x00b", "\ud800"])
def test_a_text_that_cannot_be_used_is_refused_and_its_line_named(community, text):
    refusal = refused(community, (date(2024, 1, 1), FIRST), (date(2024, 1, 2), text))
    assert isinstance(refusal, BadInput)
    assert "Line 2" in refusal.reason


def test_a_text_over_the_limit_is_refused(community):
    assert isinstance(refused(community, (date(2024, 1, 1), "word " * 300_000)), TooLarge)


def test_after_the_first_proposal_history_is_made_not_imported(community):
    community.propose("cleo", community.with_words(KINDNESS))
    assert isinstance(refused(community, (date(2024, 1, 1), SECOND)), WrongState)


def test_clauses_of_a_history_are_passages_and_what_is_in_force_keeps_its_bytes(community):
    clauses = "Kitchen:\n(1) cooks clean\n(2) guests help"
    with community.writing("ada") as (writer, access):
        dated = [DatedText(1, date(2024, 1, 1), f"{care_charter()}\n{clauses}")]
        import_history(writer, access.charter, dated, keep_lines=True)
    first = community.head.document
    assert clauses in first.text
    more = f"{first.text}\n(3) all eat\n(4) all sing\n"
    assert bring(community, (date(2024, 2, 1), more)) == 1
    assert community.head.document.text == more.replace("(3) all eat\n(4)", "(3) all eat\n\n(4)")
