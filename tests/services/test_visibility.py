"""Who can read a charter: narrower at once, wider after a notice; what was said before stays."""

import json
from datetime import timedelta

import pytest

from amendments.belonging.visibility import NOTICE, CharterPart, Openness, openness_of
from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from amendments.replay.verify import verify
from app.mail.due import do_what_is_due
from app.mail.sending.post import Post
from app.services import entry
from app.services.belonging import change_visibility as acts
from app.services.belonging import people
from app.services.care.erase import erase_person
from app.services.care.my_data import collect
from app.services.record import export_record
from app.services.texts.exporting import export
from app.services.upkeep.tick import do_due_things
from app.services.views import amendment_lists, amendment_view
from app.services.views.comment_view import comments_for

POST = Post("https://charter.example.org", "charter@example.org", b"a secret of the tests")


def change(house, by, to, reason=""):
    with house.writing(by) as (writer, access):
        return acts.change_visibility(writer, access.charter, Openness(to), reason, by=access.actor)


def say(house, who, **says):
    with house.writing(who) as (writer, access):
        acts.answer(writer, access, {CharterPart(part): one for part, one in says.items()})


def widen(house, to):
    """Announce it, and let the notice pass."""
    change(house, "ada", to)
    house.clock.advance(NOTICE)
    do_due_things(house.database)
    assert house.charter.openness is Openness(to)


def read_by_others(house, number):
    """What a reader finds of the discussion of a proposal: words and names."""
    with house.reading() as (reader, access):
        look = amendment_view.look_at_amendment(reader, access, number)
        said = [(look.speakers.of(one.member), one.body) for one in look.talk.comments]
        return said, [one.body for one in look.talk.summaries], look.authors


def opened(house):
    """All that a reader finds in the openings of the record."""
    with house.reading() as (reader, access):
        return "".join(export_record.lines(reader, access, openings=True))


def letters(house):
    sent = []
    do_what_is_due(house.database, sent.append, POST)
    return [one for one in sent if "who can read it" in one["Subject"]]


def words(letter):
    return letter.get_body(("plain",)).get_content()


def is_consistent(house):
    with house.reading("cleo") as (reader, _):
        content = export(reader, entry.as_server(reader, house.charter), "record", None)
    report = verify(content.decode().splitlines())
    assert report.is_consistent, report.problems


@pytest.fixture
def house(found_community):
    return found_community(stewards=2, members=4)


def test_a_discussion_is_opened_after_a_notice_and_what_was_said_before_is_asked_for(house):
    number = house.propose("cleo", house.with_words(("Respect Privacy", "Respect privacy")))
    house.submit("cleo", number)
    house.comment("dov", number, "in confidence")
    house.comment("edda", number, "an answer", reply_to=1)
    house.comment("finn", number, "taken back later")
    house.summarise("ada", number, "summed up before")
    assert read_by_others(house, number) == ([], [], ["a member"])
    announced = change(house, "ada", "open", "We trust one another.")
    assert announced.at == house.clock() + timedelta(days=7)
    told = letters(house)
    everyone = {one.email for name, one in house.people.items() if name != "ada"}
    assert {one["To"] for one in told} == everyone
    assert "We trust one another." in words(told[0])
    assert "Say what may be read" in words(told[0])
    say(house, "edda", discussion=True)
    house.clock.advance(NOTICE - timedelta(seconds=1))
    do_due_things(house.database)
    assert read_by_others(house, number)[0] == []
    house.comment("dov", number, "too early by a second")
    house.clock.advance(timedelta(seconds=1))
    do_due_things(house.database, house.slug)
    assert "everyone can read it" in words(letters(house)[0])
    house.comment("dov", number, "for all to read")
    house.comment("finn", number, "hidden later")
    house.hide("ada", number, 6)
    house.take_back("finn", number, 3)
    said = [("a member", ""), ("Edda", "an answer"), ("a member", ""), ("a member", ""),
            ("Dov", "for all to read"), ("a member", "")]  # fmt: skip
    assert read_by_others(house, number) == (said, [], ["a member"])
    text = opened(house)
    assert "an answer" in text
    assert "for all to read" in text
    for kept in ("in confidence", "too early", "taken back later", "hidden later", "summed up"):
        assert kept not in text
    # Yes can be said later too, and taken back.
    say(house, "cleo", discussion=True)
    say(house, "ada", discussion=True)
    assert read_by_others(house, number) == (said, ["summed up before"], ["Cleo"])
    say(house, "edda", discussion=False)
    assert read_by_others(house, number)[0][1] == ("a member", "")
    is_consistent(house)


def test_what_is_narrowed_is_narrow_at_once_and_whoever_opens_it_again_asks_again(house):
    number = house.propose("cleo", house.with_words(("Respect Privacy", "Respect privacy")))
    house.submit("cleo", number)
    house.comment("dov", number, "before")
    change(house, "ada", "open")
    say(house, "dov", discussion=True)
    house.clock.advance(NOTICE)
    do_due_things(house.database)
    house.comment("dov", number, "to all")
    assert [body for _, body in read_by_others(house, number)[0]] == ["before", "to all"]
    assert change(house, "bela", "public") is None
    assert read_by_others(house, number)[0] == []
    house.comment("dov", number, "among us again")
    widen(house, "open")
    # What was said while it was open is kept back as well: people were told that it was narrowed.
    assert [body for _, body in read_by_others(house, number)[0]] == ["", "", ""]
    change(house, "ada", "members")
    with pytest.raises(NotFound), house.reading():
        pass
    is_consistent(house)


def test_who_may_change_it_and_what_is_refused(house):
    def refused(kind, act, *arguments, **more):
        before = house.lines()
        with pytest.raises(kind) as refusal:
            act(house, *arguments, **more)
        assert house.lines() == before
        return refusal.value.reason

    assert "Only a steward" in refused(NotAllowed, change, "cleo", "open")
    assert "so already" in refused(WrongState, change, "ada", "public")
    assert "asked about this" in refused(WrongState, say, "cleo", discussion=True)
    change(house, "ada", "open")
    assert "announced already" in refused(WrongState, change, "bela", "open")
    assert "asked about this" in refused(WrongState, say, "cleo", proposals=True)
    refused(NotAllowed, say, None, discussion=True)
    say(house, "cleo", discussion=True)
    with house.writing("bela") as (writer, access):
        acts.stop_change(writer, access)
    with pytest.raises(WrongState), house.writing("bela") as (writer, access):
        acts.stop_change(writer, access)
    assert "stays as it is" in " ".join(words(letters(house)[-1]).split())
    assert "asked about this" in refused(WrongState, say, "cleo", discussion=False)
    house.clock.advance(NOTICE)
    do_due_things(house.database)
    assert house.charter.openness is Openness.PUBLIC
    with pytest.raises(BadInput):
        openness_of("members", "everyone")
    is_consistent(house)


def test_of_a_charter_that_becomes_public_the_text_is_everyones_and_proposals_are_asked_for(
    found_community,
):
    house = found_community(stewards=2, members=3, visibility="members")
    before = house.decide("cleo", house.with_words(("Respect Privacy", "Respect privacy")),
                          title="an ancient title", reason="an ancient reason")  # fmt: skip
    house.answer_all(before, ["ada", "bela", "cleo", "dov", "edda"])
    house.close("ada", before)
    house.state_outcome("ada", before, "ancient words of ada")
    with_dov = house.propose("cleo", house.with_words(("wherever possible", "wherever you can")))
    house.invite_author("cleo", with_dov, "dov")
    house.join_authors("dov", with_dov)
    house.submit("cleo", with_dov)
    widen(house, "public")

    def shown():
        with house.reading() as (reader, access):
            listed = [
                one.kept.value.number for one in amendment_lists.list_amendments(reader, access)
            ]
            told = [entry.as_told(reader, access, one) for one in house.revisions()]
            look = (
                amendment_view.look_at_amendment(reader, access, before)
                if before in listed
                else None
            )
            words = [one.body for one in look.rounds[0].statements] if look else None
            return listed, [(one.title, one.amendment) for one in told], words

    assert shown() == ([], [("Founding text", None), ("Decided among members", None)], None)
    assert "ancient" not in opened(house)
    with pytest.raises(NotFound), house.reading() as (reader, access):
        amendment_view.look_at_amendment(reader, access, before)
    say(house, "cleo", proposals=True)
    # One of two authors is not enough, nor do they speak for the steward.
    assert shown() == ([before], [("Founding text", None), ("an ancient title", before)], [])
    say(house, "dov", proposals=True)
    say(house, "ada", proposals=True)
    assert shown()[0] == [with_dov, before]
    assert shown()[2] == ["ancient words of ada"]
    assert "an ancient reason" in opened(house)
    after = house.propose("edda", house.with_words(("kindness, even", "kindness, also")))
    letters(house)
    house.submit("edda", after)
    # Subjects are read over shoulders: no title stands in them where some are not for everyone.
    told = []
    do_what_is_due(house.database, told.append, POST)
    assert [one for one in told if "A small change" in one["Subject"]] == []
    assert "A small change" in words(told[0])
    assert shown()[0] == [after, with_dov, before]
    # Decisions go on for everyone inside, and by the clock, whoever may read them.
    is_consistent(house)


def test_decisions_that_readers_may_not_know_of_still_close_by_the_clock(found_community):
    house = found_community(stewards=1, members=3, visibility="members")
    number = house.decide("cleo", house.with_words(("Respect Privacy", "Respect privacy")))
    change(house, "ada", "public")
    house.answer_all(number, ["ada", "cleo", "dov"])
    house.clock.advance(timedelta(days=8))
    do_due_things(house.database)
    assert house.charter.openness is Openness.PUBLIC
    assert house.status(number) == "adopted"
    with house.reading() as (reader, access):
        assert amendment_lists.list_amendments(reader, access) == []
    is_consistent(house)


def test_names_come_without_handles_and_an_answer_goes_with_its_person(house):
    number = house.propose("cleo", house.with_words(("Respect Privacy", "Respect privacy")))
    house.submit("cleo", number)
    house.comment("dov", number, "before")
    widen(house, "open")
    say(house, "dov", discussion=True)
    with house.reading() as (reader, access):
        known = people.speakers_of(reader, access, house.amendment(number))
        who = known.who(house.people["dov"].member)
        assert (who.member, who.name) == (None, "Dov")
        assert known.who(house.people["cleo"].member).name == "a member"
        mine = collect(reader, house.people["dov"].person)
        sections = {one.title: one.rows for one in mine.sections}
    (row,) = sections["Whether everyone may read what you said before"]
    assert row["granted"] is True
    with house.database.writing() as writer:
        erase_person(writer, house.people["dov"].person, words=False)
    with house.reading() as (reader, access):
        said = comments_for(reader, access, house.amendment(number))
    assert [one.kept_back for one in said] == [True]
    is_consistent(house)


def test_the_record_names_nobody_in_plain_words(house):
    change(house, "ada", "open", "A reason that is sealed")
    say(house, "dov", discussion=True)
    lines = house.lines()[-2:]
    assert [json.loads(one)["kind"] for one in lines] == [
        "visibility.change_announced",
        "visibility.consented",
    ]
    assert "sealed" not in "".join(lines)
    assert "Dov" not in "".join(lines)
