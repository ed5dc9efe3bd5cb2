"""Drafting, revising, submitting and withdrawing, with everything that can be wrong in it."""

from datetime import date

import pytest

from amendments.refusals import BadInput, NotAllowed, NotFound, TooLarge, WrongState
from app.storage.writing import amendments
from charter.matching.align import change
from charter.text.canonical import digest
from tests.support.texts import KINDNESS, KINDNESS_OTHERWISE, PRIVACY


def newest(community, number):
    kept = community.amendment(number)
    with community.database.reading() as reader:
        return amendments.version(reader, kept.id, kept.value.version)


def test_a_draft_keeps_the_change_and_its_words(community):
    number = community.propose("cleo", community.with_words(KINDNESS), review_on=date(2027, 1, 1))
    version = newest(community, number)
    expected = change(community.head.document, community.with_words(KINDNESS))
    assert version.change_sha256 == expected.sha256
    assert (version.number, version.base, version.title) == (1, 1, "A small change")
    assert (version.summary, version.reason) == ("One passage changes.", "It reads better.")
    assert community.status(number) == "draft"
    assert community.amendment(number).value.review_on == date(2027, 1, 1)


def test_amendments_are_numbered_within_their_charter(found_community):
    one, other = found_community(), found_community(slug="other")
    assert one.propose("cleo", one.with_words(KINDNESS)) == 1
    assert one.propose("dov", one.with_words(PRIVACY)) == 2
    assert other.propose("cleo", other.with_words(PRIVACY)) == 1


def test_a_change_set_can_be_given_instead_of_the_whole_text(community):
    wanted = change(community.head.document, community.with_words(KINDNESS))
    number = community.propose("cleo", change_set=wanted.to_dict())
    assert newest(community, number).change_sha256 == wanted.sha256


def test_a_draft_is_seen_by_its_author_alone(community):
    number = community.propose("cleo", community.with_words(KINDNESS))
    assert isinstance(community.refused("submit", "dov", number), NotFound)
    assert isinstance(community.refused("submit", "ada", number), NotFound)
    assert isinstance(community.refused("comment", "dov", number), NotFound)


def test_a_reader_proposes_nothing(community):
    refusal = community.refused("propose", None, community.with_words(KINDNESS))
    assert isinstance(refusal, NotAllowed)


@pytest.mark.parametrize("text", ["", " \n \n", "\ufeff"])
def test_an_empty_text_is_refused(community, text):
    refusal = community.refused("propose", "cleo", text)
    assert isinstance(refusal, BadInput)
    assert refusal.field == "text"


def test_the_text_in_force_changes_nothing(community):
    text = community.head.document.text
    for same in (text, text + "\n\n", text.replace("\n", "\r\n"), "\ufeff" + text, text + "  "):
        refusal = community.refused("propose", "cleo", same)
        assert isinstance(refusal, BadInput)
        assert "changes nothing" in refusal.reason


def test_a_change_that_only_puts_spaces_at_the_ends_changes_nothing(community):
    text = community.head.document.text.replace(".\n", ". \n")
    assert "changes nothing" in community.refused("propose", "cleo", text).reason


@pytest.mark.parametrize("bad", ["a\x00b", "half \udfff", "\x1b[31m"])
def test_what_no_text_can_hold_is_refused(community, bad):
    refusal = community.refused("propose", "cleo", community.head.document.text + "\n" + bad)
    assert isinstance(refusal, BadInput)
    assert refusal.field == "text"


def test_five_megabytes_are_too_large(community):
    refusal = community.refused("propose", "cleo", "word " * 1_000_000)
    assert isinstance(refusal, TooLarge)


@pytest.mark.parametrize("base", [2, 99, -1])
def test_a_base_that_does_not_exist_is_refused(community, base):
    refusal = community.refused("propose", "cleo", community.with_words(KINDNESS), base=base)
    assert isinstance(refusal, NotFound)
    assert f"revision {base}" in refusal.reason


def test_neither_a_text_nor_a_change_set_and_both_are_refused(community):
    both = change(community.head.document, community.with_words(KINDNESS)).to_dict()
    text = community.with_words(KINDNESS)
    for refusal in (
        community.refused("propose", "cleo"),
        community.refused("propose", "cleo", text, change_set=both),
    ):
        assert isinstance(refusal, BadInput)


def bad_change_sets(block):
    replace = {"op": "replace", "block": block.id, "old": block.digest, "new": ["- Other."]}
    yield "no change set"
    yield {"format": "change-set/2", "operations": []}
    yield {"format": "change-set/1", "operations": [replace | {"block": "aaaaaaaaaaaa"}]}
    yield {"format": "change-set/1", "operations": [replace | {"old": "0" * 64}]}
    yield {"format": "change-set/1", "operations": [replace | {"new": ["two\n\nblocks"]}]}
    yield {"format": "change-set/1", "operations": [replace | {"new": ["a\x00b"]}]}
    yield {"format": "change-set/1", "operations": [replace, replace]}
    yield {"format": "change-set/1", "operations": [{"op": "explode"}]}


def test_a_change_set_that_cannot_be_meant_or_does_not_fit_is_refused(community):
    for bad in bad_change_sets(community.block(KINDNESS[0])):
        refusal = community.refused("propose", "cleo", change_set=bad)
        assert isinstance(refusal, BadInput), bad
        assert refusal.field == "change_set"


def test_an_empty_change_set_changes_nothing(community):
    empty = {"format": "change-set/1", "operations": []}
    assert isinstance(community.refused("propose", "cleo", change_set=empty), BadInput)


def test_a_change_set_that_leaves_no_text_is_refused(community):
    blocks = community.head.document.blocks
    delete = [{"op": "delete", "block": one.id, "old": digest(one.text)} for one in blocks]
    all_of_it = {"format": "change-set/1", "operations": delete}
    refusal = community.refused("propose", "cleo", change_set=all_of_it)
    assert isinstance(refusal, BadInput)
    assert "empty" in refusal.reason


def test_a_change_set_that_makes_the_text_too_large_is_refused(community):
    block = community.block(KINDNESS[0])
    insert = {"op": "insert", "after": block.id, "new": ["- " + "x" * 600_000] * 2}
    big = {"format": "change-set/1", "operations": [insert]}
    assert isinstance(community.refused("propose", "cleo", change_set=big), TooLarge)


@pytest.mark.parametrize("title", ["", "  ", "x" * 10_000, "two\nlines", "a\x00b", "\ud800"])
def test_a_title_that_cannot_be_used_is_refused(community, title):
    refusal = community.refused("propose", "cleo", community.with_words(KINDNESS), title=title)
    assert isinstance(refusal, BadInput)
    assert refusal.field == "title"


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 3, 1), date(1, 1, 1)])
def test_a_day_of_review_has_to_be_in_the_future(community, day):
    text = community.with_words(KINDNESS)
    assert community.refused("propose", "cleo", text, review_on=day).field == "review_on"


def test_markup_and_scripts_are_kept_as_the_words_they_are(community):
    words = "<script>alert(1)</script> [here](javascript:alert(1))"
    number = community.propose(
        "cleo", community.with_words((KINDNESS[0], words)), title=words, reason=words
    )
    assert newest(community, number).title == words
    assert newest(community, number).reason == words


def test_a_new_version_keeps_the_words_and_adds_a_note(community):
    number = community.propose("cleo", community.with_words(KINDNESS))
    text = community.with_words(KINDNESS_OTHERWISE)
    assert community.revise("cleo", number, text, note="Dov's idea.") == 2
    version = newest(community, number)
    assert (version.number, version.title, version.note) == (2, "A small change", "Dov's idea.")


def test_two_tabs_the_second_overwrites_nothing(community):
    number = community.propose("cleo", community.with_words(KINDNESS))
    community.revise("cleo", number, community.with_words(PRIVACY), expected=1)
    kept = newest(community, number).change_sha256
    refusal = community.refused(
        "revise", "cleo", number, community.with_words(KINDNESS_OTHERWISE), expected=1
    )
    assert isinstance(refusal, WrongState)
    assert "version 2" in refusal.reason
    assert newest(community, number).change_sha256 == kept


def test_only_its_author_revises_submits_and_withdraws(community):
    number = community.propose("cleo", community.with_words(KINDNESS))
    community.submit("cleo", number)
    text = community.with_words(PRIVACY)
    assert isinstance(community.refused("revise", "dov", number, text), NotAllowed)
    assert isinstance(community.refused("revise", None, number, text), NotAllowed)
    assert isinstance(community.refused("withdraw", "ada", number), NotAllowed)


def test_a_text_that_is_being_decided_does_not_change(community):
    number = community.decide("cleo", community.with_words(KINDNESS))
    refusal = community.refused("revise", "cleo", number, community.with_words(PRIVACY))
    assert isinstance(refusal, WrongState)
    assert newest(community, number).number == 1


def test_it_is_submitted_once(community):
    number = community.propose("cleo", community.with_words(KINDNESS))
    community.submit("cleo", number)
    assert community.status(number) == "discussion"
    assert isinstance(community.refused("submit", "cleo", number), WrongState)


def test_an_amendment_that_is_not_there_is_not_found(community):
    for act in ("submit", "withdraw", "comment"):
        assert isinstance(community.refused(act, "cleo", 99), NotFound)


def test_withdrawing_ends_a_round_as_void_and_the_text_stays(community):
    number = community.decide("cleo", community.with_words(KINDNESS))
    community.answer_all(number, ["ada", "cleo", "dov"])
    community.withdraw("cleo", number)
    assert community.status(number) == "withdrawn"
    assert community.round(number).value.outcome == "void"
    assert community.head.number == 1
    for act in ("submit", "withdraw"):
        assert isinstance(community.refused(act, "cleo", number), WrongState)
    assert isinstance(community.refused("answer", "edda", number), WrongState)
    assert isinstance(community.refused("close", "ada", number), WrongState)


def test_a_charter_for_members_only_is_not_there_for_others(found_community):
    closed = found_community(visibility="members")
    number = closed.propose("cleo", closed.with_words(KINDNESS))
    for act in ("submit", "withdraw", "comment"):
        with pytest.raises(NotFound) as refused:
            getattr(closed, act)(None, number)
        assert "members only" in refused.value.reason
