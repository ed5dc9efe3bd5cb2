"""Reports, hidden comments and appeals: who reads what, and who is told."""

import pytest

from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from app.services.record import export_record
from app.services.texts.exporting import export
from app.services.views.comment_view import comments_for
from app.services.views.moderation_view import open_reports, own_reports, to_hear
from tests.support.texts import KINDNESS


@pytest.fixture
def number(two_stewards):
    """An amendment by cleo in discussion, with a comment by dov."""
    number = two_stewards.propose("cleo", two_stewards.with_words(KINDNESS))
    two_stewards.submit("cleo", number)
    two_stewards.comment("dov", number, "Gil has been ill.")
    return number


def seen(community, number, who):
    kept = community.amendment(number)
    with community.reading(who) as (reader, access):
        return comments_for(reader, access, kept)[0]


def told(community, who):
    """All that an export or the record with its openings tells someone."""
    with community.reading(who) as (reader, access):
        lines = "".join(export_record.lines(reader, access, openings=True))
        return lines + export(reader, access, "record", None).decode()


def test_a_whole_case(two_stewards, number, deliver):
    c = two_stewards
    deliver()
    report = c.report("edda", number, 1, body="She asked us not to tell.")
    arrived = deliver()
    assert sorted(one["To"].partition("@")[0] for one in arrived) == ["ada", "bela"]
    for letter in arrived:
        assert "She asked us" not in letter.as_string()
        assert "Edda" not in letter.as_string()

    c.hide("ada", number, 1, "It tells of someone's health.")
    ((letter),) = deliver()
    assert letter["To"] == "dov@example.org"
    assert "someone's health" in letter.get_body(("plain",)).get_content()
    for who, reads in (("dov", True), ("ada", True), ("bela", True), ("edda", False)):
        one = seen(c, number, who)
        assert (one.body == "Gil has been ill.", one.hiding is not None) == (reads, True)
        assert one.hiding.reason == "It tells of someone's health."
    assert "Gil has been ill." not in told(c, "edda")

    c.answer_hiding("dov", number, 1, "He told everyone himself.")
    c.appeal("dov", number, 1, "Please ask him.")
    ((letter),) = deliver()
    assert letter["To"] == "bela@example.org"
    assert isinstance(c.refused("decide_appeal", "ada", number, 1, restored=True), NotAllowed)
    c.decide_appeal("bela", number, 1, restored=False, words="I asked him. He would rather not.")
    assert seen(c, number, "dov").hiding.decision.startswith("I asked him")
    hiding = seen(c, number, "edda").hiding
    assert (hiding.answer, hiding.appeal, hiding.decision) == ("", "", "")
    c.answer_report("bela", report, "Thank you. It is hidden.")
    assert [one["To"] for one in deliver()] == ["dov@example.org", "edda@example.org"]
    for who in ("ada", "dov", "edda", "cleo"):
        everything = told(c, who)
        for words in ("She asked us", "He told everyone", "Please ask him", "It is hidden."):
            assert words not in everything, f"{who} finds “{words}” in an export"
        assert c.handle("edda") not in "".join(line for line in c.lines() if "report.made" in line)
    c.restore("ada", number, 1)
    assert seen(c, number, "edda").body == "Gil has been ill."
    assert "Gil has been ill." in told(c, "edda")


def test_a_report_is_for_stewards_and_who_made_it(two_stewards, number):
    c = two_stewards
    c.report("edda", number, 1)
    c.report("bela", number)

    def reports(look, who):
        with c.reading(who) as (reader, access):
            return [(one.report.number, one.may_handle is True) for one in look(reader, access)]

    assert reports(open_reports, "ada") == [(1, True), (2, True)]
    assert reports(open_reports, "bela") == [(1, True), (2, False)]
    assert reports(open_reports, "dov") == []
    assert [one for one, _ in reports(own_reports, "edda")] == [1]
    assert reports(own_reports, "dov") == []
    with c.reading("bela") as (reader, access):
        assert to_hear(reader, access) == 1
    assert isinstance(c.refused("answer_report", "bela", 2), NotAllowed)
    assert isinstance(c.refused("answer_report", "cleo", 1), NotAllowed)
    assert isinstance(c.refused("answer_report", "ada", 9), NotFound)
    assert isinstance(c.refused("report", "dov", number, 1), WrongState)
    assert isinstance(c.refused("report", None, number, 1), NotAllowed)
    assert isinstance(c.refused("report", "edda", number, 9), NotFound)
    c.answer_report("ada", 2)
    assert isinstance(c.refused("answer_report", "ada", 2), WrongState)


def test_a_suggestion_that_is_hidden_is_not_taken_over(two_stewards, number):
    c = two_stewards
    block = c.block(KINDNESS[0])
    told = {"kind": "suggestion", "block": block.id, "replacement": "Be kind."}
    comment = c.comment("dov", number, "Or so.", **told)
    c.hide("ada", number, comment)
    assert isinstance(c.refused("take_over", "cleo", number, comment), WrongState)
    assert isinstance(c.refused("edit_comment", "dov", number, comment, "Hm."), WrongState)
    assert isinstance(c.refused("hide", "ada", number, 1, " "), BadInput)
