"""Who began a thread is asked to look again at what became of their comment, and answers."""

import json

import pytest

from amendments.belonging.visibility import NOTICE, Openness
from amendments.refusals import NotAllowed, NotFound, WrongState
from amendments.talking.looking_again import Looked
from app.services.belonging.change_visibility import change_visibility
from app.services.care import my_data
from app.services.care.erase import erase_person
from app.services.talking.look_again import waiting_asks
from app.services.upkeep.tick import do_due_things
from app.services.views.amendment_lists import list_amendments
from app.services.views.amendment_view import look_at_amendment
from app.services.views.comment_view import asked_again, comments_for
from app.storage.talking import comments
from tests.support.texts import KINDNESS, KINDNESS_OTHERWISE, LEARNING

EVERYONE = ["ada", "cleo", "dov", "edda"]
QUOTE = "even when opinions differ"


@pytest.fixture
def number(community):
    """An amendment by cleo in discussion, on which dov has said something."""
    number = community.discuss("cleo", community.with_words(LEARNING))
    community.comment("dov", number, "Why?", block=community.block(KINDNESS[0]).id, quote=QUOTE)
    return number


@pytest.fixture
def asked(community, number):
    """The same on a newer version: cleo has asked dov to look again."""
    community.revise("cleo", number, community.with_words(KINDNESS_OTHERWISE))
    community.ask_again("cleo", number, 1)
    return number


def publish(community, *words):
    other = community.decide("edda", community.with_words(words))
    community.answer_all(other, EVERYONE)
    assert community.close("ada", other).outcome == "passed"


def mine(community, who):
    """The comments at which somebody is asked to look again, as their page says, and by whom."""
    with community.reading(who) as (reader, access):
        found = asked_again(reader, access, list_amendments(reader, access))
    return [(one.amendment, one.comment, one.name) for one in found]


def waits(community, number):
    """The comments on an amendment of which an answer is waited for."""
    kept = community.amendment(number)
    with community.reading("edda") as (reader, access):
        return list(waiting_asks(kept, comments_for(reader, access, kept)))


def told(community):
    """What the record tells of who was asked, oldest first."""
    events = [json.loads(line) for line in community.lines()]
    return [one["data"] for one in events if one["kind"] == "comment.look_again_asked"]


def newest(community, number):
    with community.reading("edda") as (reader, _):
        return comments.comments(reader, community.amendment(number).id)[0].ask


def test_one_is_asked_once_on_each_newer_version(community, number):
    assert isinstance(community.refused("ask_again", "cleo", number, 1), WrongState)
    community.revise("cleo", number, community.with_words(KINDNESS_OTHERWISE))
    assert isinstance(community.refused("ask_again", "edda", number, 1), NotAllowed)
    assert isinstance(community.refused("ask_again", None, number, 1), NotFound)
    assert isinstance(community.refused("ask_again", "cleo", number, 9), NotFound)
    community.ask_again("cleo", number, 1)
    assert isinstance(community.refused("ask_again", "ada", number, 1), WrongState)
    community.still_stands("dov", number, 1)
    assert isinstance(community.refused("ask_again", "ada", number, 1), WrongState)
    community.revise("cleo", number, community.with_words(LEARNING))
    community.ask_again("ada", number, 1)
    assert (newest(community, number).version, newest(community, number).answer) == (3, None)
    assert mine(community, "dov") == [(number, 1, "Ada")]


def test_one_is_asked_where_a_publication_changed_the_words(community, number):
    publish(community, "Technology", "Modern technology")
    assert isinstance(community.refused("ask_again", "cleo", number, 1), WrongState)
    publish(community, QUOTE, "also when opinions differ")
    community.ask_again("cleo", number, 1)
    assert [(one["version"], one["stands"]) for one in told(community)] == [(1, "changed")]
    assert isinstance(community.refused("ask_again", "cleo", number, 1), WrongState)


def test_one_is_asked_where_a_publication_took_the_words_out(community, number):
    publish(community, f"{QUOTE}. ", "always. ")
    publish(community, "with kindness, always", "with kindness")
    community.ask_again("ada", number, 1)
    assert told(community)[-1]["stands"] == "gone"


def test_a_press_of_the_author_says_that_it_stands(community, asked):
    assert (waits(community, asked), mine(community, "dov")) == ([1], [(asked, 1, "Cleo")])
    for who in ("cleo", "ada", "edda"):
        assert isinstance(community.refused("still_stands", who, asked, 1), NotAllowed)
    community.still_stands("dov", asked, 1)
    assert newest(community, asked).answer is Looked.STILL_STANDS
    assert (waits(community, asked), mine(community, "dov")) == ([], [])
    assert isinstance(community.refused("still_stands", "dov", asked, 1), WrongState)


def test_a_reply_of_the_author_answers_and_one_of_others_does_not(community, asked):
    reply = community.comment("cleo", asked, "It reads otherwise now.", reply_to=1)
    assert waits(community, asked) == [1]
    community.comment("dov", asked, "I have seen it.")
    assert waits(community, asked) == [1], "that is another thread"
    community.comment("dov", asked, "I do not see it.", reply_to=reply)
    assert (waits(community, asked), newest(community, asked).answer) == ([], Looked.REPLIED)


@pytest.mark.parametrize("who", ["dov", "ada"])
def test_a_settled_thread_waits_for_nobody_also_when_it_is_opened_again(community, asked, who):
    community.settle(who, asked, 1)
    assert (waits(community, asked), mine(community, "dov")) == ([], [])
    assert isinstance(community.refused("ask_again", "cleo", asked, 1), WrongState)
    community.settle("dov", asked, 1, settled=False)
    assert (waits(community, asked), newest(community, asked).answer) == ([], Looked.SETTLED)


def test_what_is_taken_back_cannot_be_asked_about(community, asked):
    community.take_back("dov", asked, 1)
    assert (waits(community, asked), mine(community, "dov")) == ([], [])
    assert isinstance(community.refused("still_stands", "dov", asked, 1), WrongState)
    community.revise("cleo", asked, community.with_words(LEARNING))
    assert isinstance(community.refused("ask_again", "cleo", asked, 1), WrongState)


def test_what_is_hidden_cannot_be_asked_about_until_it_is_shown(community, asked):
    community.report("edda", asked, 1)
    community.hide("ada", asked, 1)
    assert (waits(community, asked), mine(community, "dov")) == ([], [])
    assert isinstance(community.refused("still_stands", "dov", asked, 1), WrongState)
    community.revise("cleo", asked, community.with_words(LEARNING))
    assert isinstance(community.refused("ask_again", "cleo", asked, 1), WrongState)
    community.restore("ada", asked, 1)
    assert waits(community, asked) == [1]


def test_what_is_decided_waits_for_nobody(community, asked):
    community.withdraw("cleo", asked)
    assert (waits(community, asked), mine(community, "dov")) == ([], [])
    assert isinstance(community.refused("still_stands", "dov", asked, 1), WrongState)


def test_nobody_asks_who_has_left_and_nobody_asks_themselves(community, number):
    community.comment("cleo", number, "I wonder.")
    community.revise("cleo", number, community.with_words(KINDNESS_OTHERWISE))
    assert isinstance(community.refused("ask_again", "cleo", number, 2), WrongState)
    community.leave("dov")
    assert isinstance(community.refused("ask_again", "cleo", number, 1), WrongState)


def test_an_answer_in_a_thread_is_not_asked_about(community, number):
    reply = community.comment("edda", number, "Hm.", reply_to=1)
    community.revise("cleo", number, community.with_words(KINDNESS_OTHERWISE))
    assert isinstance(community.refused("ask_again", "cleo", number, reply), WrongState)


def test_the_button_is_there_for_who_may_ask(community, number):
    def may(who):
        with community.reading(who) as (reader, access):
            again = look_at_amendment(reader, access, number).talk.again
            return {key: one.may_ask is True for key, one in again.items()}

    assert may("cleo") == {1: False}
    community.revise("cleo", number, community.with_words(KINDNESS_OTHERWISE))
    assert [may(who) for who in ("cleo", "ada", "edda", "dov")] == [
        {1: True}, {1: True}, {1: False}, {1: False}
    ]  # fmt: skip
    assert may(None) == {}


def test_where_everyone_reads_the_discussion_only_members_read_who_is_asked(community, number):
    with community.writing("ada") as (writer, access):
        change_visibility(writer, access.charter, Openness.OPEN, "Yes.", by=access.actor)
    community.clock.advance(NOTICE)
    do_due_things(community.database)
    community.comment("dov", number, "How so?")
    community.revise("cleo", number, community.with_words(KINDNESS_OTHERWISE))
    community.ask_again("cleo", number, 2)
    for who, expected in (("edda", True), (None, False)):
        with community.reading(who) as (reader, access):
            talk = look_at_amendment(reader, access, number).talk
        assert talk.comments[1].body == "How so?"
        assert (talk.comments[1].ask is not None) is expected
        assert bool(talk.again) is expected


class TestOnesOwnData:
    def test_whom_one_asked_is_handed_over(self, community, asked):
        with community.database.reading() as reader:
            told = my_data.collect(reader, community.people["cleo"].person)
        (section,) = [one for one in told.sections if one.title.startswith("Comments that you ask")]
        assert section.rows[0]["version"] == 2

    def test_who_asked_and_is_erased_has_no_name_and_the_question_stays(self, community, number):
        community.invite_author("cleo", number, "edda")
        community.join_authors("edda", number)
        community.revise("cleo", number, community.with_words(KINDNESS_OTHERWISE))
        community.ask_again("edda", number, 1)
        with community.database.writing() as writer:
            erase_person(writer, community.people["edda"].person, words=True)
        assert mine(community, "dov") == [(number, 1, "a former member")]
        assert isinstance(community.refused("ask_again", "cleo", number, 1), WrongState)
        community.still_stands("dov", number, 1)
