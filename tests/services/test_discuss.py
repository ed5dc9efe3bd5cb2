"""Before the round: senses, questions, summaries, writing together, taking suggestions over."""

import pytest

from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from app.services.views import amendment_view
from app.storage.talking import comments
from app.storage.writing import amendments, authors
from tests.support.texts import KINDNESS, KINDNESS_OTHERWISE, LEARNING


@pytest.fixture
def number(community):
    """An amendment by cleo in discussion."""
    number = community.propose("cleo", community.with_words(KINDNESS))
    community.submit("cleo", number)
    return number


def versions(community, number):
    kept = community.amendment(number)
    with community.database.reading() as reader:
        return amendments.versions(reader, kept.id)


def said(community, number):
    kept = community.amendment(number)
    with community.database.reading() as reader:
        return {one.number: one for one in comments.comments(reader, kept.id)}


def seen(community, number, name):
    kept = community.amendment(number)
    with community.database.reading() as reader:
        return comments.seen(reader, kept.id, community.people[name].member)


def test_how_it_feels_is_kept_once_for_each_member(community, number):
    for name, sense in (("dov", "not_yet"), ("edda", "almost"), ("dov", "ready")):
        community.sense(name, number, sense)
    kept = community.amendment(number)
    with community.database.reading() as reader:
        given = {one.member: one.sense.value for one in comments.senses(reader, kept.id)}
    dov, edda = (community.people[name].member for name in ("dov", "edda"))
    assert given == {dov: "ready", edda: "almost"}


def test_how_it_feels_is_asked_in_discussion_only_and_of_members(community, number):
    assert isinstance(community.refused("sense", None, number, "ready"), NotAllowed)
    assert isinstance(community.refused("sense", "dov", number, "splendid"), BadInput)
    community.withdraw("cleo", number)
    assert isinstance(community.refused("sense", "dov", number, "ready"), WrongState)


def test_a_question_is_answered_and_open_again(community, number):
    asked = community.comment("dov", number, "Why now?", kind="question")
    community.mark_answered("cleo", number, asked)
    assert said(community, number)[asked].answered_by == community.people["cleo"].member
    before = community.lines()
    community.mark_answered("dov", number, asked)
    assert community.lines() == before, "it was answered already"
    community.mark_answered("dov", number, asked, answered=False)
    assert said(community, number)[asked].answered_by is None


def test_only_who_it_concerns_says_that_a_question_is_answered(community, number):
    asked = community.comment("dov", number, "Why now?", kind="question")
    assert isinstance(community.refused("mark_answered", "edda", number, asked), NotAllowed)
    community.mark_answered("ada", number, asked)


def test_what_is_no_question_cannot_be_answered(community, number):
    remark = community.comment("dov", number, "I like it.")
    assert isinstance(community.refused("mark_answered", "dov", number, remark), NotFound)
    assert isinstance(community.refused("mark_answered", "dov", number, 99), NotFound)


def test_a_steward_sums_up(community, number):
    community.summarise("ada", number, "Most like it.")
    community.summarise("ada", number, "All like it by now.")
    kept = community.amendment(number)
    with community.database.reading() as reader:
        bodies = [one.body for one in comments.summaries(reader, kept.id)]
    assert bodies == ["Most like it.", "All like it by now."]
    assert isinstance(community.refused("summarise", "dov", number, "I sum up."), NotAllowed)
    assert isinstance(community.refused("summarise", "ada", number, " "), BadInput)


def test_what_someone_took_part_on_is_what_they_have_seen(community, number):
    assert seen(community, number, "dov") == 0
    community.comment("dov", number)
    community.revise("cleo", number, community.with_words(KINDNESS_OTHERWISE))
    assert seen(community, number, "dov") == 1
    community.mark_seen("dov", number, 2)
    assert seen(community, number, "dov") == 2
    assert seen(community, number, "edda") == 0, "nobody's reading is tracked"


class TestWritingTogether:
    def test_who_was_asked_becomes_an_author_by_saying_yes(self, community, number):
        community.invite_author("cleo", number, "dov")
        assert isinstance(
            community.refused("revise", "dov", number, community.with_words(KINDNESS_OTHERWISE)),
            NotAllowed,
        )
        community.join_authors("dov", number)
        community.revise("dov", number, community.with_words(KINDNESS_OTHERWISE))
        assert versions(community, number)[-1].member == community.people["dov"].member

    def test_nobody_becomes_an_author_unasked(self, community, number):
        assert isinstance(community.refused("join_authors", "dov", number), NotAllowed)
        assert isinstance(community.refused("invite_author", "dov", number, "edda"), NotAllowed)
        assert isinstance(community.refused("invite_author", "cleo", number, "cleo"), BadInput)

    def test_asking_twice_is_asking_once(self, community, number):
        community.invite_author("cleo", number, "dov")
        before = community.lines()
        community.invite_author("cleo", number, "dov")
        assert community.lines() == before
        kept = community.amendment(number)
        with community.database.reading() as reader:
            assert authors.invited(reader, kept.id) == [community.people["dov"].member]

    def test_a_draft_is_shown_to_who_was_asked(self, community):
        draft = community.propose("cleo", community.with_words(KINDNESS))
        assert isinstance(community.refused("comment", "dov", draft), NotFound)
        community.invite_author("cleo", draft, "dov")
        community.join_authors("dov", draft)
        community.submit("dov", draft)
        assert community.status(draft) == "discussion"

    def test_a_steward_who_writes_too_cannot_decide(self, two_stewards):
        community = two_stewards
        number = community.discuss("cleo", community.with_words(KINDNESS))
        community.invite_author("cleo", number, "ada")
        community.join_authors("ada", number)
        assert isinstance(community.refused("open", "ada", number), NotAllowed)
        community.open("bela", number)
        late = community.refused("invite_author", "cleo", number, "dov")
        assert isinstance(late, WrongState)


class TestTakingOver:
    def suggest(self, community, number, replacement, words=LEARNING[0], quote=None):
        block = community.block(words).id
        return community.comment(
            "dov",
            number,
            "What about this?",
            kind="suggestion",
            block=block,
            quote=quote,
            replacement=replacement,
        )

    def test_the_wording_goes_in_exactly_and_the_suggester_is_named(self, community, number):
        comment = self.suggest(community, number, "teach and learn", quote=LEARNING[0])
        assert community.take_over("cleo", number, comment) == 2
        newest = versions(community, number)[-1]
        assert newest.suggestion == comment
        text = community.with_words(KINDNESS, (LEARNING[0], "teach and learn"))
        again = community.propose("cleo", text)
        assert newest.change_sha256 == versions(community, again)[0].change_sha256

    def test_a_whole_passage_keeps_its_form(self, community, number):
        comment = self.suggest(community, number, "We learn from one another.")
        community.take_over("cleo", number, comment)
        with community.reading("cleo") as (reader, access):
            look = amendment_view.look_at_amendment(reader, access, number)
        texts = [one.text for one in look.proposed.blocks]
        assert "- We learn from one another." in texts
        assert not any(LEARNING[0] in text for text in texts)

    def test_it_is_refused_where_the_passage_has_moved_on(self, community, number):
        comment = self.suggest(community, number, "teach and learn", quote=LEARNING[0])
        community.revise("cleo", number, community.with_words(KINDNESS, LEARNING))
        refusal = community.refused("take_over", "cleo", number, comment)
        assert isinstance(refusal, WrongState)
        assert "reads differently" in refusal.reason

    def test_it_is_taken_over_once(self, community, number):
        comment = self.suggest(community, number, "teach and learn", quote=LEARNING[0])
        community.take_over("cleo", number, comment)
        assert isinstance(community.refused("take_over", "cleo", number, comment), WrongState)

    def test_only_authors_take_over_and_only_suggestions(self, community, number):
        comment = self.suggest(community, number, "teach and learn", quote=LEARNING[0])
        assert isinstance(community.refused("take_over", "dov", number, comment), NotAllowed)
        remark = community.comment("dov", number)
        assert isinstance(community.refused("take_over", "cleo", number, remark), NotFound)

    def test_one_about_the_whole_cannot_be_put_in_by_itself(self, community, number):
        comment = community.comment(
            "dov", number, "Say it shorter.", kind="suggestion", replacement="Be kind."
        )
        refusal = community.refused("take_over", "cleo", number, comment)
        assert isinstance(refusal, WrongState)
        assert "about the whole" in refusal.reason


class TestFollowing:
    """Comments follow their words, or say that they stand on an earlier wording."""

    def places(self, community, number):
        with community.reading("cleo") as (reader, access):
            return amendment_view.look_at_amendment(reader, access, number).talk.places

    def test_a_comment_on_words_that_stay_stays_with_them(self, community, number):
        block = community.block(LEARNING[0])
        community.comment("dov", number, block=block.id, quote=LEARNING[0])
        community.comment("dov", number, block=block.id)
        community.revise("cleo", number, community.with_words(KINDNESS_OTHERWISE))
        found = self.places(community, number)
        assert [(one.kind, one.block) for one in found.values()] == [("same", block.id)] * 2

    def test_one_on_a_passage_that_changed_keeps_the_earlier_wording(self, community, number):
        block = community.block(LEARNING[0])
        community.comment("dov", number, block=block.id)
        community.revise("cleo", number, community.with_words(KINDNESS, LEARNING))
        (place,) = self.places(community, number).values()
        assert (place.kind, place.block, place.earlier) == ("changed", block.id, block.text)

    def test_one_on_a_passage_that_is_gone_says_so(self, community, number):
        block = community.block(LEARNING[0])
        added = community.with_words((block.text, f"{block.text}\n- **Rest:** Take breaks."))
        community.revise("cleo", number, added)
        with community.reading("cleo") as (reader, access):
            proposed = amendment_view.look_at_amendment(reader, access, number).proposed
        fresh = next(one for one in proposed.blocks if "Take breaks" in one.text)
        community.comment("dov", number, block=fresh.id)
        again = community.with_words(
            (block.text, f"{block.text}\n- **Rest:** Take breaks."), KINDNESS
        )
        community.revise("cleo", number, again)
        assert self.places(community, number)[1].kind == "same", "the new passage has a new id"
        community.revise("cleo", number, community.with_words(KINDNESS))
        place = self.places(community, number)[1]
        assert (place.kind, place.earlier) == ("gone", "- **Rest:** Take breaks.")
