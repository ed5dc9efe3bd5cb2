"""A comment's own life, and names that are called."""

import pytest

from amendments.belonging.people import READER
from amendments.refusals import BadInput, NotAllowed, WrongState
from amendments.talking import comment_life
from amendments.talking.comment_life import CommentState
from amendments.talking.mentions import called, how_to_call
from tests.support.values import AUTHOR, MEMBER, STEWARD, amendment

MINE = CommentState(1, MEMBER.member, 1, body="I like it.")
NAMES = {1: "Ada Osei", 2: "Bo", 3: "Bo Smith", 4: "Cleo Lane", 5: "Cleo Park", 6: "Dov", 7: "Dov"}


class TestOwn:
    @pytest.mark.parametrize("act", [comment_life.may_edit, comment_life.may_take_back])
    def test_a_comment_is_its_authors_own(self, act):
        assert act(MEMBER, MINE) is True
        for other in (READER, AUTHOR, STEWARD):
            assert isinstance(act(other, MINE), NotAllowed)
        gone = CommentState(1, MEMBER.member, 1, is_taken_back=True)
        assert isinstance(act(MEMBER, gone), WrongState)

    def test_new_words_are_there_and_new(self):
        event = comment_life.edit(4, MINE, MEMBER, " I love it. ", 1)
        assert (event.words, event.data["edit"]) == ({"body": "I love it."}, 1)
        for words in ("", "  ", "I like it.", "x" * 10_001):
            with pytest.raises(BadInput):
                comment_life.edit(4, MINE, MEMBER, words, 1)


@pytest.mark.parametrize(
    ("who", "may"), [(MEMBER, True), (STEWARD, True), (AUTHOR, False), (READER, False)]
)
def test_words_that_are_withheld_are_for_who_wrote_them_and_for_stewards(who, may):
    assert comment_life.may_read(who, MEMBER.member, is_withheld=True) is may
    assert comment_life.may_read(who, MEMBER.member, is_withheld=False)


class TestSettling:
    def test_who_began_a_thread_an_author_or_a_steward(self):
        about = amendment()
        theirs = CommentState(1, 99, 1)
        for who, expected in ((AUTHOR, True), (STEWARD, True), (MEMBER, False), (READER, False)):
            assert (comment_life.may_settle(who, about, theirs) is True) is expected
        assert comment_life.may_settle(MEMBER, about, MINE) is True

    def test_a_thread_is_settled_where_it_began(self):
        reply = CommentState(2, MEMBER.member, 1)
        assert isinstance(comment_life.may_settle(MEMBER, amendment(), reply), WrongState)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hello @Ada!", {1}),
        ("@ada osei and @CLEO PARK", {1, 5}),
        ("@Cleo, what do you think?", set()),  # there are two
        ("@Dov?", set()),  # two have the very same name
        ("@Bo", {2}),
        ("@Bo  Smith", {3}),
        ("@Bob @Adas x@Ada @@Ada ada", set()),
        ("(@Ada)", {1}),
    ],
)
def test_a_name_calls_where_it_can_mean_one_only(text, found):
    assert set(called(text, NAMES).values()) == found


def test_everyone_is_offered_the_shortest_name_that_calls_them():
    assert how_to_call(NAMES) == ["Ada", "Bo", "Bo Smith", "Cleo Lane", "Cleo Park"]
    for name in how_to_call(NAMES):
        assert len(called(f"@{name}", NAMES)) == 1
