"""Who began a thread is asked to look again at what became of their comment."""

from dataclasses import replace

import pytest

from amendments.belonging.people import READER
from amendments.refusals import NotAllowed, WrongState
from amendments.status import ENDED, UNDECIDED, Status
from amendments.talking import looking_again
from amendments.talking.comment_life import CommentState
from amendments.talking.looking_again import Ask, Looked, Thread
from tests.support.clock import START
from tests.support.values import AUTHOR, MEMBER, STEWARD, amendment

THEIRS = CommentState(1, MEMBER.member, 1)
ON_FIRST = Thread(THEIRS, 1)
NEWER = amendment(version=2)
ASKED = Ask(AUTHOR.member, START, 2)


class TestAsking:
    def test_an_author_or_a_steward_asks(self):
        for who, expected in ((AUTHOR, True), (STEWARD, True), (MEMBER, False), (READER, False)):
            allowed = looking_again.may_ask(who, NEWER, ON_FIRST)
            assert (allowed is True) is expected
            assert expected or isinstance(allowed, NotAllowed)
        event = looking_again.ask_again(NEWER, ON_FIRST, AUTHOR)
        assert event.data == {"amendment": 1, "comment": 1, "version": 2, "stands": None}

    @pytest.mark.parametrize(
        ("version", "stands", "expected"),
        [
            (1, None, False),
            (1, "same", False),
            (1, "changed", True),
            (1, "gone", True),
            (2, None, True),
            (2, "same", True),
        ],
    )
    def test_something_has_changed_since(self, version, stands, expected):
        thread = replace(ON_FIRST, stands=stands)
        allowed = looking_again.may_ask(AUTHOR, amendment(version=version), thread)
        assert (allowed is True) is expected

    @pytest.mark.parametrize(
        "thread",
        [
            Thread(CommentState(2, MEMBER.member, 1), 1),
            Thread(replace(THEIRS, is_taken_back=True), 1),
            Thread(replace(THEIRS, is_hidden=True), 1),
            Thread(replace(THEIRS, is_settled=True), 1),
            Thread(replace(THEIRS, member=AUTHOR.member), 1),
            Thread(THEIRS, 1, author_left=True),
        ],
    )
    def test_an_open_first_comment_of_somebody_else_who_is_there(self, thread):
        assert isinstance(looking_again.may_ask(AUTHOR, NEWER, thread), WrongState)

    @pytest.mark.parametrize("status", list(Status))
    def test_while_nothing_is_decided(self, status):
        allowed = looking_again.may_ask(AUTHOR, replace(NEWER, status=status), ON_FIRST)
        assert (allowed is True) is (status in UNDECIDED)

    @pytest.mark.parametrize("answer", [None, *Looked])
    def test_once_on_each_version_answered_or_not(self, answer):
        thread = replace(ON_FIRST, stands="gone", ask=replace(ASKED, answer=answer))
        assert isinstance(looking_again.may_ask(STEWARD, NEWER, thread), WrongState)
        assert looking_again.may_ask(STEWARD, amendment(version=3), thread) is True


class TestAnswering:
    def test_who_was_asked_says_that_it_still_stands(self):
        assert looking_again.may_say_it_stands(MEMBER, NEWER, THEIRS, ASKED) is True
        for who in (AUTHOR, STEWARD, READER):
            refused = looking_again.may_say_it_stands(who, NEWER, THEIRS, ASKED)
            assert isinstance(refused, NotAllowed)
        event = looking_again.say_it_stands(NEWER, THEIRS, ASKED, MEMBER)
        assert event.data == {"amendment": 1, "comment": 1, "version": 2}

    @pytest.mark.parametrize("ask", [None, *(replace(ASKED, answer=one) for one in Looked)])
    def test_nobody_else_waits_for_it(self, ask):
        refused = looking_again.may_say_it_stands(MEMBER, NEWER, THEIRS, ask)
        assert isinstance(refused, WrongState)

    @pytest.mark.parametrize("over", ["is_taken_back", "is_hidden", "is_settled"])
    def test_a_comment_that_is_over_waits_for_nobody(self, over):
        assert looking_again.is_waiting(NEWER, THEIRS, ASKED)
        assert not looking_again.is_waiting(NEWER, replace(THEIRS, **{over: True}), ASKED)

    @pytest.mark.parametrize("status", sorted(ENDED))
    def test_what_is_decided_waits_for_nobody(self, status):
        assert not looking_again.is_waiting(replace(NEWER, status=status), THEIRS, ASKED)
