"""A comment has other words, is taken back, its thread is settled; and whom it mentions."""

from datetime import timedelta

import pytest

from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from app.services.record import export_record
from app.services.views.amendment_lists import list_amendments
from app.services.views.amendment_view import look_at_amendment
from app.services.views.comment_view import comments_for, new_answers, unanswered_calls
from tests.support.texts import KINDNESS


@pytest.fixture
def number(community):
    """An amendment by cleo in discussion."""
    number = community.propose("cleo", community.with_words(KINDNESS))
    community.submit("cleo", number)
    return number


def seen(community, number, who):
    kept = community.amendment(number)
    with community.reading(who) as (reader, access):
        return {one.number: one for one in comments_for(reader, access, kept)}


def test_an_edit_keeps_how_it_read_before(community, number):
    comment = community.comment("dov", number, "Frist!")
    community.edit_comment("dov", number, comment, "First!")
    community.edit_comment("dov", number, comment, "Thank you.")
    one = seen(community, number, "edda")[comment]
    assert one.body == "Thank you."
    assert [words for _, words in one.earlier] == ["Frist!", "First!"]
    for who, words, kind in (
        ("edda", "Mine now.", NotAllowed),
        ("dov", "Thank you.", BadInput),
        (None, "Who?", NotFound),
    ):
        assert isinstance(community.refused("edit_comment", who, number, comment, words), kind)
    assert isinstance(community.refused("edit_comment", "dov", number, 9, "Hm."), NotFound)


def test_what_is_taken_back_is_for_its_author_and_stewards(community, number):
    block = community.block(KINDNESS[0])
    comment = community.comment(
        "dov", number, "So.", kind="suggestion", block=block.id, replacement="Be kind."
    )
    community.edit_comment("dov", number, comment, "Or so.")
    community.comment("edda", number, "I see.", reply_to=comment)
    assert isinstance(community.refused("take_back", "ada", number, comment), NotAllowed)
    community.take_back("dov", number, comment)
    for who, reads in (("dov", True), ("ada", True), ("edda", False), ("cleo", False)):
        one = seen(community, number, who)[comment]
        assert (one.body == "Or so.", one.withheld) == (reads, not reads)
        assert bool(one.replacement) is reads
        assert bool(one.earlier) is reads
        with community.reading(who) as (reader, access):
            told = "".join(export_record.lines(reader, access, openings=True))
        assert ("Or so." in told) is reads
        assert ('"So."' in told) is reads
        assert "I see." in told
    for act, *more in (("take_back",), ("edit_comment", "Hm.")):
        assert isinstance(community.refused(act, "dov", number, comment, *more), WrongState)
    assert isinstance(community.refused("take_over", "cleo", number, comment), WrongState)


def test_a_settled_thread_is_folded_until_someone_says_more(community, number, clock):
    first = community.comment("dov", number, "Why?")
    community.comment("cleo", number, "Because.", reply_to=first)

    def folded():
        with community.reading("edda") as (reader, access):
            return look_at_amendment(reader, access, number).talk.remarks[first].folded

    assert isinstance(community.refused("settle", "edda", number, first), NotAllowed)
    community.settle("cleo", number, first)
    before = community.lines()
    community.settle("ada", number, first)
    assert (community.lines(), folded()) == (before, True)
    clock.advance(timedelta(minutes=1))
    community.comment("edda", number, "Are you sure?", reply_to=2)
    assert not folded()
    community.settle("dov", number, first, settled=False)
    community.settle("dov", number, first)
    assert folded()


def test_answers_wait_until_one_says_more(community, number):
    def waiting(who):
        with community.reading(who) as (reader, access):
            return [
                one.comment for one in new_answers(reader, access, list_amendments(reader, access))
            ]

    first = community.comment("dov", number, "Why?")
    community.comment("edda", number, "Something else.")
    own = community.comment("dov", number, "I mean: why so?", reply_to=first)
    taken = community.comment("edda", number, "Hm.", reply_to=first)
    hidden = community.comment("edda", number, "Go away.", reply_to=own)
    answer = community.comment("cleo", number, "Because.", reply_to=own)
    assert waiting("dov") == [taken, hidden, answer]
    assert waiting("cleo") == waiting("edda") == []
    community.take_back("edda", number, taken)
    community.report("dov", number, hidden)
    community.hide("ada", number, hidden, "This is rude.")
    assert waiting("dov") == [answer]
    community.comment("dov", number, "I see.", reply_to=answer)
    assert (waiting("dov"), waiting("cleo")) == ([], [answer + 1])


class TestMentions:
    @pytest.fixture
    def told(self, community, deliver):
        deliver()

        def tell():
            return sorted(
                (one["To"].partition("@")[0], one.get_body(("plain",)).get_content())
                for one in deliver()
                if one["Subject"].startswith("You are mentioned")
            )

        return tell

    def calls(self, community, who):
        with community.reading(who) as (reader, access):
            listed = list_amendments(reader, access)
            return [one.comment for one in unanswered_calls(reader, access, listed)]

    def test_who_is_mentioned_is_told_once_and_finds_it_until_they_speak(
        self, community, number, told
    ):
        comment = community.comment("dov", number, "What do you say, @Edda? And @Cleo, @Dov?")
        ((who, letter),) = told()
        assert who == "edda", "the author is told of it anyway, and nobody mentions themselves"
        assert "What do you say" in letter
        community.edit_comment("dov", number, comment, "And you, @Edda and @ada?")
        assert [who for who, _ in told()] == ["ada"]
        assert self.calls(community, "edda") == [comment]
        community.comment("edda", number, "I like it.")
        assert self.calls(community, "edda") == []
        assert self.calls(community, "ada") == [comment]
        community.take_back("dov", number, comment)
        assert self.calls(community, "ada") == []

    def test_a_letter_says_nothing_that_was_taken_back_meanwhile(self, community, number, told):
        comment = community.comment("dov", number, "Hello @Edda.")
        community.take_back("dov", number, comment)
        assert told() == []

    def test_a_draft_calls_nobody_who_may_not_know_of_it(self, community, told):
        draft = community.propose("cleo", community.with_words(KINDNESS))
        community.comment("cleo", draft, "Perhaps ask @Edda.")
        assert told() == []
        assert self.calls(community, "edda") == []
