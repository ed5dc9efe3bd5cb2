"""What is told, to whom and when: from the act to the message that arrives."""

import re
from datetime import date, timedelta

import pytest
from sqlmodel import select

from amendments.ruleset import Reveal, Ruleset
from app.mail import reactions, telling
from app.mail.kinds import ALL, KINDS
from app.mail.reactions import forget
from app.mail.switches import Switch, read_token
from app.services.authentication.answer_link import who_is_asked
from app.storage.mail import notices as mail
from app.storage.mail.notices import Choice, Quiet, Rhythm
from app.storage.tables import NoticeRow, OutgoingMailRow
from app.storage.texts import charters
from tests.services.conftest import POST
from tests.support.texts import ACTIVELY, KINDNESS, KINDNESS_OTHERWISE, LEARNING, SHARING

EVERYONE = ["ada", "cleo", "dov", "edda"]


@pytest.fixture
def c(community, deliver):
    """The community, after everybody has been welcomed."""
    deliver()
    return community


def subjects(messages):
    return sorted((one["To"].partition("@")[0], one["Subject"]) for one in messages)


def names(messages):
    return sorted(one["To"].partition("@")[0] for one in messages)


def about(messages, words):
    return [one for one in messages if one["Subject"].startswith(words)]


def text(message):
    return " ".join(message.get_body(("plain",)).get_content().split())


def html(message):
    return " ".join(message.get_body(("html",)).get_content().split())


def choose(c, who, **wanted):
    with c.database.writing() as writer:
        mail.save_choice(writer, c.people[who].person, c.charter.id, Choice(**wanted))


def notices(database):
    with database.reading() as reader:
        return list(reader.session.exec(select(NoticeRow)))


# --- kinds


def test_who_is_added_is_welcomed_and_the_founder_is_not(community, deliver):
    arrived = deliver()
    assert names(arrived) == ["cleo", "dov", "edda"]
    community.join("finn")
    (told,) = deliver()
    assert told["To"] == "finn@example.org"
    assert told["Subject"] == "You belong to Care Charter"
    assert "https://charter.example.org/care-charter" in text(told)
    assert "finn@example.org" in text(told)


def test_a_proposal_is_told_to_all_but_its_author_and_once(c, deliver):
    number = c.propose("cleo", c.with_words(KINDNESS), title="Each other", reason="It is *warmer*.")
    assert deliver() == []
    c.submit("cleo", number)
    arrived = deliver()
    assert names(arrived) == ["ada", "dov", "edda"]
    assert arrived[0]["Subject"] == "A new proposal: Care Charter, proposal 1: Each other"
    assert "It is *warmer*." in text(arrived[0])
    assert "<em>warmer</em>" in html(arrived[0])
    assert deliver() == []


def test_comments_are_told_to_whom_they_are_for_and_replies_to_whom_they_answer(c, deliver):
    number = c.propose("cleo", c.with_words(KINDNESS))
    c.submit("cleo", number)
    deliver()
    c.comment("dov", number, "Why so?", kind="question")
    (told,) = deliver()
    assert told["To"] == "cleo@example.org"
    assert told["Subject"].startswith("A comment on yours: ")
    assert "Dov has a question about your proposal" in text(told)
    c.comment("cleo", number, "Because of March.", reply_to=1)
    (told,) = deliver()
    assert told["To"] == "dov@example.org"
    assert "Because of March." in text(told)
    assert "You had written: Why so?" in text(told)
    assert f"/amendments/{number}?comment=2#comment-2" in text(told)
    c.comment("edda", number, "And me?", reply_to=1)
    assert names(deliver()) == ["cleo", "dov"]
    c.comment("edda", number, "To myself.", reply_to=3)
    assert names(deliver()) == ["cleo"]


def test_a_decision_is_told_to_everyone_on_the_roll_and_once(c, deliver):
    number = c.decide("cleo", c.with_words(KINDNESS))
    arrived = about(deliver(), "Please answer")
    assert names(arrived) == EVERYONE
    assert "A small change" in text(arrived[0])
    assert f"https://charter.example.org/care-charter/amendments/{number}#decision" in text(
        arrived[0]
    )
    assert "objected" not in text(arrived[0])
    assert deliver() == []


def test_the_deadline_is_told_in_the_charters_own_time(found_community, deliver):
    far = found_community(timezone="Asia/Kathmandu")
    deliver()
    number = far.decide("cleo", far.with_words(KINDNESS))
    (told, *_) = about(deliver(), "Please answer")
    local = far.round(number).value.closes_at.astimezone(far.charter.zone)
    assert f"{local:%A, %-d %B %Y, %H:%M} (Asia/Kathmandu)" in text(told)


def test_who_has_answered_meanwhile_is_not_asked(c, deliver):
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.answer("dov", number)
    assert names(about(deliver(), "Please answer")) == ["ada", "cleo", "edda"]


def test_only_who_has_not_answered_is_reminded_once_and_again_before_the_end(c, deliver, clock):
    number = c.decide("cleo", c.with_words(KINDNESS))
    deliver()
    c.answer("dov", number, "need_time")
    assert names(about(deliver(), "More time")) == EVERYONE
    value = c.round(number).value
    half = value.opened_at + (value.closes_at - value.opened_at) / 2
    clock.set(half - timedelta(minutes=1))
    assert deliver() == []
    clock.set(half + timedelta(minutes=1))
    arrived = deliver()
    assert names(about(arrived, "Your answer is still asked for")) == ["ada", "cleo", "edda"]
    assert "1 of 4 have answered" in text(arrived[0])
    assert deliver() == []
    c.answer("cleo", number)
    clock.set(value.closes_at - timedelta(hours=23))
    assert names(about(deliver(), "Closes within a day")) == ["ada", "edda"]
    clock.advance(timedelta(hours=1))
    assert deliver() == []


def test_a_reminder_moves_with_the_deadline(c, deliver, clock):
    number = c.decide("cleo", c.with_words(KINDNESS))
    deliver()
    before = c.round(number).value.closes_at
    c.answer("dov", number, "need_time")
    clock.set(before - timedelta(hours=23))
    assert about(deliver(), "Closes") == []
    clock.set(c.round(number).value.closes_at - timedelta(hours=23))
    assert "ada" in names(about(deliver(), "Closes"))


def test_everyone_is_told_that_there_is_more_time_and_why_who_may_know_it(c, deliver):
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.answer("edda", number)
    deliver()
    c.answer("dov", number, "need_time")
    told = {one["To"].partition("@")[0]: text(one) for one in about(deliver(), "More time")}
    assert sorted(told) == EVERYONE
    for name in ("ada", "cleo"):
        assert "An answer gives everyone more time." in told[name]
        assert "Someone needs more time" not in told[name]
    assert "Someone needs more time" in told["edda"]


def test_a_late_objection_gives_more_time_and_mail_does_not_say_that_it_was_one(c, deliver):
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.pass_time_before_deadline(number, hours=3)
    deliver()
    c.object_to("dov", number)
    (told,) = [one for one in about(deliver(), "More time") if one["To"].startswith("edda")]
    assert "An answer gives everyone more time." in text(told)
    assert "objection" not in text(told)


def test_a_short_decision_reminds_of_itself_less(found_community, deliver, clock):
    short = found_community(ruleset=Ruleset(discussion=timedelta(0), round=timedelta(days=1)))
    deliver()
    short.decide("cleo", short.with_words(KINDNESS))
    deliver()
    clock.advance(timedelta(hours=23))
    assert deliver() == []


def test_who_objected_before_is_told_that_the_objection_is_carried_over(c, deliver):
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.object_to("dov", number)
    c.answer_all(number, ["ada", "cleo", "edda"])
    c.pass_deadline(number)
    c.tick()
    deliver()
    c.revise("cleo", number, c.with_words(KINDNESS_OTHERWISE), note="It names all now.")
    (told,) = deliver()
    assert told["To"] == "dov@example.org"
    assert told["Subject"].startswith("Changed after your objection")
    assert "It names all now." in text(told)
    assert "Name them too." in text(told)
    assert f"/amendments/{number}/versions/1...2" in text(told)
    c.open("ada", number)
    arrived = deliver()
    (told,) = [one for one in arrived if one["To"] == "dov@example.org"]
    assert "You objected in an earlier round" in text(told)
    assert "kept as a concern" in text(told)
    assert all("objected" not in text(one) for one in arrived if one is not told)


@pytest.mark.parametrize("reveal", [Reveal.AFTER_STANCE, Reveal.AFTER_CLOSE, Reveal.LIVE])
def test_authors_and_stewards_learn_of_an_objection_at_once(
    found_community, deliver, clock, reveal
):
    c = found_community(ruleset=Ruleset(reveal=reveal))
    number = c.decide("cleo", c.with_words(KINDNESS))
    deliver()
    c.object_to("dov", number)
    told = deliver()
    assert names(told) == ["ada", "cleo"]
    letters = {one["To"].partition("@")[0]: one for one in told}
    assert "Dov objects to your proposal" in text(letters["cleo"])
    assert "Dov objects to the proposal" in text(letters["ada"])
    for letter in told:
        assert "It leaves someone out." in text(letter)
        assert "Dov" not in letter["Subject"]
    c.answer("cleo", number)
    clock.advance(timedelta(minutes=1))
    c.answer("dov", number, "object", "Other words.", "The same.")
    c.answer_all(number, ["ada", "edda"])
    assert about(deliver(), "An objection") == []
    c.pass_deadline(number)
    c.tick()
    assert about(deliver(), "An objection") == []


def test_an_objection_in_confidence_reaches_stewards_too_without_a_name(c, deliver):
    number = c.decide("cleo", c.with_words(KINDNESS))
    deliver()
    c.object_in_confidence("dov", number)
    told = {one["To"].partition("@")[0]: text(one) for one in deliver()}
    assert sorted(told) == ["ada", "cleo"]
    assert "Someone, in confidence, objects to the proposal" in told["ada"]
    assert "Someone, in confidence, objects to your proposal" in told["cleo"]
    assert "Dov" not in "".join(told.values())


def test_an_objection_that_has_ended_before_it_was_told_is_not_told(c, deliver):
    number = c.decide("cleo", c.with_words(KINDNESS))
    deliver()
    c.object_to("dov", number)
    c.answer("dov", number, "stand_aside")
    c.answer("cleo", number)
    assert deliver() == []
    assert about(deliver(), "An objection") == []


def test_while_answers_are_sealed_no_mail_tells_one(found_community, deliver, clock):
    c = found_community(ruleset=Ruleset(reveal=Reveal.AFTER_CLOSE))
    deliver()
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.object_to("dov", number)
    c.answer("edda", number, "concern", "A worry of mine.")
    arrived = deliver()
    value = c.round(number).value
    clock.set(value.opened_at + (value.closes_at - value.opened_at) / 2 + timedelta(hours=9))
    arrived += deliver()
    helped = about(arrived, "An objection")
    assert names(helped) == ["ada", "cleo"]
    said = " ".join(text(one) + html(one) + one["Subject"] for one in arrived if one not in helped)
    assert "1 of 4" not in said
    assert "2 of 4 have answered" in said
    for word in ("leaves someone out", "Name them", "worry of mine", "objects", "concern about"):
        assert word not in said


def test_how_a_decision_ended_is_told_to_whom_was_asked(c, deliver):
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.object_to("dov", number)
    c.answer_all(number, ["ada", "cleo", "edda"])
    deliver()
    c.pass_deadline(number)
    c.tick()
    arrived = about(deliver(), "Decided: ")
    assert names(arrived) == EVERYONE
    mine = next(one for one in arrived if one["To"] == "cleo@example.org")
    assert "It is yours: talk with those who objected" in text(mine)
    assert "Its author can make a new version" in text(arrived[0])


def test_a_new_revision_is_told_once_not_also_as_an_end(c, deliver):
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.answer_all(number, EVERYONE)
    deliver()
    choose(c, "edda", off=frozenset({"published"}))
    c.close("ada", number)
    arrived = deliver()
    assert names(arrived) == EVERYONE
    assert names(about(arrived, "Care Charter has changed: revision 2")) == ["ada", "cleo", "dov"]
    assert names(about(arrived, "Decided: ")) == ["edda"]
    told = next(one for one in arrived if one["To"] == "cleo@example.org")
    assert "your proposal" in text(told)
    assert "/care-charter/revisions/2" in text(told)


def test_on_the_day_of_review_everyone_is_told_who_belongs_then(c, deliver, clock):
    number = c.decide("cleo", c.with_words(KINDNESS), review_on=date(2026, 9, 1))
    c.answer_all(number, EVERYONE)
    c.close("ada", number)
    deliver()
    c.join("finn")
    deliver()
    clock.set(clock().replace(month=9, day=1, hour=7, minute=59))
    assert deliver() == []
    clock.set(clock().replace(hour=8, minute=1))  # nine o'clock in London in summer
    arrived = about(deliver(), "To be looked at again")
    assert names(arrived) == [*EVERYONE, "finn"]
    assert "1 September 2026" in text(arrived[0])


# --- what every message has


def test_every_kind_has_its_two_forms_and_can_be_switched_off(c, deliver, clock):
    seen = {}
    arrived = []
    one = c.decide("cleo", c.with_words(KINDNESS), review_on=date(2026, 9, 1))
    c.comment("dov", one, "Why?")
    c.comment("cleo", one, "So, @Edda.", reply_to=1)
    c.begin_mediation("cleo", "ada", ["dov"])
    c.join("finn")
    arrived += deliver()
    clock.advance(timedelta(days=4))
    arrived += deliver()
    clock.advance(timedelta(days=2, hours=2))
    arrived += deliver()
    c.object_to("dov", one)
    c.answer_all(one, ["ada", "cleo", "edda"])
    arrived += deliver()
    c.pass_deadline(one)
    c.tick()
    c.revise("cleo", one, c.with_words(KINDNESS_OTHERWISE))
    c.open("ada", one)
    c.answer_all(one, [*EVERYONE, "finn"])
    c.close("ada", one)
    clock.set(clock().replace(month=9, day=1, hour=12))
    arrived += deliver()
    for message in arrived:
        token = re.search(r"/off/([^>]+)>", message["List-Unsubscribe"])[1]
        switch = read_token(POST.secret, token)
        assert c.people[message["To"].partition("@")[0]].person == switch.person
        seen[switch.kind] = message
        check(message, token)
    # A decision that ended in a revision is told as that revision, who reads the charter in
    # `test_visibility.py`. The rest is told below.
    assert set(KINDS) - set(seen) <= {
        "decision-closed", "objection-answered", "visibility", *AROUND, *CARE, *BELONGING, *LIVES,
        *LOOKS,
    }  # fmt: skip


#: Told in `test_stewards.py`, `tests/web/pages/test_belonging.py` and `test_role_marks.py` there.
BELONGING = {
    "removed", "request-refused", "asked-to-join", "term-ends", "steward-changed",
    "steward-proposed", "renamed",
}  # fmt: skip
#: Told in `test_moderation.py`.
CARE = {"hidden", "paused", "report-answered", "reported"}
#: Told at the end of this file.
LIVES = {"taken-up", "proposal-closing", "proposal-ended"}
LOOKS = {"look-again"}
AROUND = {
    "asked-to-write", "correction", "more-time", "rules-changed", "text-moved", "written-down",
}  # fmt: skip


def test_what_stewards_and_authors_do_around_a_decision_is_told(c, deliver):
    c.change_rules("ada", reason="We are more now.", quorum="1/2")
    number = c.propose("cleo", c.with_words(KINDNESS))
    c.invite_author("cleo", number, "dov")
    c.submit("cleo", number)
    slip = c.propose("edda", c.with_words(LEARNING), editorial=True)
    c.submit("edda", slip)
    c.open("ada", slip)
    c.clock.advance(c.charter.ruleset.discussion)
    c.open("ada", number)
    deliver_later = c.round(number).value.closes_at + timedelta(days=2)
    c.extend("ada", number, deliver_later, "Half of us are away.")
    c.record("ada", number, {"edda": "concern"}, "It is long.")
    told = {}
    for message in deliver():
        token = re.search(r"/off/([^>]+)>", message["List-Unsubscribe"])[1]
        kind = read_token(POST.secret, token).kind
        told.setdefault(kind, {})[message["To"].partition("@")[0]] = text(message)
        check(message, token)
    assert told.keys() >= AROUND - {"asked-to-write", "correction", "text-moved"}
    assert sorted(told["rules-changed"]) == ["cleo", "dov", "edda"]
    assert "We are more now." in told["rules-changed"]["dov"]
    assert sorted(told["more-time"]) == EVERYONE
    assert "Half of us are away." in told["more-time"]["dov"]
    assert sorted(told["written-down"]) == ["edda"]
    assert "I consent, with a concern" in told["written-down"]["edda"]
    assert "edda" not in told["decision-opened"]


def test_who_answered_is_asked_to_look_again_when_the_text_around_moves(c, deliver):
    number = c.decide("cleo", c.with_words(KINDNESS))
    beside = c.decide("dov", c.with_words(ACTIVELY))
    c.answer("edda", number)
    c.answer_all(beside, EVERYONE)
    c.close("ada", beside)
    told = {}
    for message in deliver():
        token = re.search(r"/off/([^>]+)>", message["List-Unsubscribe"])[1]
        if read_token(POST.secret, token).kind == "text-moved":
            told[message["To"].partition("@")[0]] = text(message)
            check(message, token)
    assert sorted(told) == EVERYONE
    assert "one press says so" in told["edda"]
    assert "one press says so" not in told["dov"]


def test_a_correction_and_a_wish_to_write_together_are_told(c, deliver):
    slip = c.propose("edda", c.with_words(LEARNING), editorial=True)
    c.invite_author("edda", slip, "dov")
    asked = about(deliver(), "Will you write with me?")
    assert names(asked) == ["dov"]
    c.submit("edda", slip)
    c.open("ada", slip)
    arrived = deliver()
    assert names(about(arrived, "A correction")) == EVERYONE
    assert about(arrived, "Please answer") == []


def test_an_objection_in_confidence_is_told_without_a_name(c, deliver):
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.answer("cleo", number)
    deliver()
    c.object_in_confidence("dov", number)
    (told,) = about(deliver(), "An objection to yours")
    assert told["To"] == "cleo@example.org"
    assert "It leaves someone out." in text(told)
    assert "Dov" not in text(told)


def check(message, token):
    plain, rich = (
        message.get_body(("plain",)).get_content(),
        message.get_body(("html",)).get_content(),
    )
    assert message.get_content_type() == "multipart/alternative"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "<care-charter.charter.example.org>"
    assert message["Date"]
    for form in (plain, rich):
        assert f"https://charter.example.org/me/mail/off/{token}" in form
        assert "https://charter.example.org/me/mail" in form
        assert "Dear" in form
    assert max(len(line) for line in plain.splitlines() if "://" not in line) <= 76
    assert "\n\n\n" not in plain.replace("\r", "")
    assert not re.search(r"<(img|table|script|link|object|iframe)|url\(|@import|src=", rich)
    assert "color-scheme" in rich
    assert set(re.findall(r'(?:href|src)="(https?://[^/"]+)', rich)) == {
        "https://charter.example.org"
    }
    assert not re.search(r"{{|{%|None|Markup", plain + rich + message["Subject"])


def test_the_mail_of_one_proposal_is_one_conversation(c, deliver):
    one = c.decide("cleo", c.with_words(KINDNESS))
    c.comment("dov", one, "Why?")
    other = c.propose("dov", c.with_words(SHARING))
    c.submit("dov", other)
    c.join("finn")
    arrived = deliver()
    assert len({message["Message-ID"] for message in arrived}) == len(arrived)
    threads = {
        number: {m["References"] for m in arrived if f"/amendments/{number}" in text(m)}
        for number in (one, other)
    }
    assert [len(found) for found in threads.values()] == [1, 1]
    assert threads[one].isdisjoint(threads[other])
    assert all(m["In-Reply-To"] == m["References"] for m in arrived)
    (welcome,) = about(arrived, "You belong")
    assert welcome["References"] is None


def test_words_in_a_letter_are_words_not_markup(c, deliver):
    title = "</strong><script>alert(1)</script> & more"
    c.decide("cleo", c.with_words(KINDNESS), title=title, summary="<img src=x onerror=y>")
    arrived = about(deliver(), "Please answer")
    assert title in arrived[0]["Subject"]
    assert f"“{title}”" in text(arrived[0])
    assert "<script>" not in html(arrived[0])
    assert "&lt;script&gt;" in html(arrived[0])
    assert "<img" not in html(arrived[0])


# --- what may be told


def test_subjects_of_a_charter_for_members_say_nothing_of_what_is_in_it(found_community, deliver):
    c = found_community(visibility="members")
    number = c.decide("cleo", c.with_words(KINDNESS), title="About the theft in March")
    c.comment("dov", number, "It was terrible.")
    c.answer_all(number, EVERYONE)
    c.close("ada", number)
    arrived = deliver()
    assert arrived
    for message in arrived:
        assert "theft" not in message["Subject"]
    assert any("theft" in text(message) for message in arrived)


def test_who_has_left_is_told_nothing(c, deliver, clock):
    c.decide("cleo", c.with_words(KINDNESS))
    with c.writing("ada") as (writer, access):
        membership = charters.membership_of(writer, access.charter.id, c.people["dov"].person)
        membership.left_at = writer.now
    assert "dov" not in names(deliver())


def test_what_was_withdrawn_meanwhile_is_not_told(c, deliver):
    number = c.propose("cleo", c.with_words(KINDNESS))
    c.submit("cleo", number)
    c.withdraw("cleo", number)
    arrived = deliver()
    assert about(arrived, "Withdrawn: ") == arrived
    assert notices(c.database) == []


def test_what_is_forgotten_is_not_told(c, deliver):
    c.decide("cleo", c.with_words(KINDNESS))
    reactions.react(c.database)
    with c.writing("ada") as (writer, access):
        forget(writer, access.charter)
    assert deliver() == []


# --- what people chose


def test_a_kind_that_is_switched_off_does_not_come(c, deliver):
    choose(c, "dov", off=frozenset({"decision-opened"}))
    c.decide("cleo", c.with_words(KINDNESS))
    arrived = deliver()
    assert names(about(arrived, "Please answer")) == ["ada", "cleo", "edda"]
    assert "dov" in names(about(arrived, "A new proposal"))


def test_nothing_means_nothing(c, deliver):
    choose(c, "dov", rhythm=Rhythm.NOTHING)
    c.decide("cleo", c.with_words(KINDNESS))
    assert "dov" not in names(deliver())
    assert all(one.person_id != c.people["dov"].person for one in notices(c.database))


def test_a_daily_digest_waits_for_the_morning_and_decisions_do_not(c, deliver, clock):
    choose(c, "dov", rhythm=Rhythm.DAILY)
    number = c.decide("cleo", c.with_words(KINDNESS), title="Each other")
    c.comment("dov", number, "Why?")
    c.comment("cleo", number, "So.", reply_to=1)
    arrived = [one for one in deliver() if one["To"] == "dov@example.org"]
    assert subjects(arrived) == [("dov", "Please answer: Care Charter, proposal 1: Each other")]
    clock.set(clock().replace(hour=7, minute=59) + timedelta(days=1))
    assert deliver() == []
    clock.advance(timedelta(minutes=1))
    (digest,) = deliver()
    assert digest["Subject"] == "Care Charter: 2 things since the last time"
    assert "* A new proposal by Cleo: “Each other”" in text(digest)
    assert "* Cleo replied to your comment on “Each other”" in text(digest)
    assert f"/care-charter/amendments/{number}?comment=2#comment-2" in text(digest)
    assert '<strong dir="auto">Each other</strong>' in html(digest)
    token = re.search(r"/off/([^>]+)>", digest["List-Unsubscribe"])[1]
    assert read_token(POST.secret, token) == Switch(c.people["dov"].person, c.charter.id, "all")
    assert deliver() == []


def test_who_says_so_gets_decisions_in_the_digest_too(c, deliver, clock):
    choose(c, "dov", rhythm=Rhythm.WEEKLY, holds_important=True)
    c.decide("cleo", c.with_words(KINDNESS), title="Each other")
    assert "dov" not in names(deliver())
    days = (7 - clock().weekday()) % 7 or 7
    clock.set(clock().replace(hour=8, minute=0) + timedelta(days=days))
    (digest,) = [one for one in deliver() if one["To"] == "dov@example.org"]
    assert "A decision asks for your answer until" in text(digest)


def test_what_waits_for_a_digest_comes_when_the_choice_changes(c, deliver):
    choose(c, "dov", rhythm=Rhythm.WEEKLY)
    number = c.propose("cleo", c.with_words(KINDNESS))
    c.submit("cleo", number)
    assert "dov" not in names(deliver())
    choose(c, "dov", rhythm=Rhythm.AT_ONCE)
    assert names(deliver()) == ["dov"]


def test_at_night_nothing_comes_and_in_the_morning_all(c, deliver, clock):
    clock.set(clock().replace(hour=23))
    with c.database.writing() as writer:
        mail.save_quiet(writer, c.people["dov"].person, Quiet(0, 0))
    number = c.propose("cleo", c.with_words(KINDNESS))
    c.submit("cleo", number)
    assert names(deliver()) == ["dov"]
    clock.set(clock().replace(hour=6, minute=59) + timedelta(days=1))
    assert deliver() == []
    clock.advance(timedelta(minutes=1))
    assert names(deliver()) == ["ada", "edda"]


def test_everything_about_a_persons_mail_can_be_removed(c, deliver):
    choose(c, "dov", rhythm=Rhythm.DAILY)
    c.decide("cleo", c.with_words(KINDNESS))
    reactions.react(c.database)
    telling.tell(c.database, POST)
    person = c.people["dov"].person
    with c.database.writing() as writer:
        mail.save_quiet(writer, person, Quiet(0, 0))
        mail.forget_person(writer, person)
    with c.database.reading() as reader:
        assert mail.choice(reader, person, c.charter.id) == Choice()
        assert mail.quiet_of(reader, person) == Quiet()
        addresses = set(reader.session.exec(select(OutgoingMailRow.to_address)))
    assert "dov@example.org" not in addresses
    assert "dov" not in names(deliver())


# --- never twice, never lost


def test_a_fault_in_one_letter_holds_up_no_other(c, deliver, clock, monkeypatch):
    real = telling.letter_for

    def failing(post, to, kind, letter):
        if to.person.email.startswith("dov"):
            raise ZeroDivisionError
        return real(post, to, kind, letter)

    c.decide("cleo", c.with_words(KINDNESS))
    with monkeypatch.context() as patch:
        patch.setattr(telling, "letter_for", failing)
        arrived = deliver()
    assert names(about(arrived, "Please answer")) == ["ada", "cleo", "edda"]
    assert deliver() == []
    clock.advance(telling.PAUSE)
    assert names(about(deliver(), "Please answer")) == ["dov"]


def test_who_dies_between_the_event_and_the_mail_loses_nothing(c, deliver, monkeypatch):
    c.decide("cleo", c.with_words(KINDNESS))

    def dying(*_, **__):
        raise KeyboardInterrupt

    for module, step in ((mail, "add_notice"), (telling, "put")):
        monkeypatch.setattr(module, step, dying)
        with pytest.raises(KeyboardInterrupt):
            deliver()
        monkeypatch.undo()
    assert names(about(deliver(), "Please answer")) == EVERYONE


def test_no_two_kinds_have_one_name_and_each_has_a_title_of_its_own():
    assert len({one.name for one in ALL}) == len(ALL) == len({one.title for one in ALL})


def test_a_decision_can_be_answered_from_its_mail_by_a_link_of_ones_own(c, deliver):
    number = c.decide("cleo", c.with_words(KINDNESS))
    arrived = about(deliver(), "Please answer")
    links = {}
    for message in arrived:
        (link,) = set(re.findall(r"https://charter\.example\.org/answer/\S+", text(message)))
        with c.database.reading() as reader:
            asked = who_is_asked(reader, POST.secret, link.rpartition("/")[2])
        assert asked.person == c.people[message["To"].partition("@")[0]].person
        assert (asked.amendment, asked.round) == (number, 1)
        links[message["To"]] = link
        assert f"/care-charter/amendments/{number}#decision" in text(message)
    assert len(set(links.values())) == len(EVERYONE)


# --- how a proposal goes on and ends


def test_a_withdrawal_is_told_to_all_with_its_reason_and_so_is_who_goes_on(c, deliver):
    number = c.discuss("cleo", c.with_words(KINDNESS))
    deliver()
    c.withdraw("cleo", number, "I have *no time*.")
    arrived = deliver()
    assert names(arrived) == ["ada", "dov", "edda"]
    assert arrived[0]["Subject"].startswith("Withdrawn: ")
    assert "I have *no time*." in text(arrived[0])
    c.take_up("dov", number)
    arrived = deliver()
    assert names(arrived) == ["ada", "cleo", "edda"]
    assert "which had been withdrawn" in text(arrived[0])
    told = next(one for one in arrived if one["To"] == "cleo@example.org")
    assert "You stay named" in text(told)


def test_a_draft_that_nobody_saw_ends_without_a_word(c, deliver):
    c.withdraw("cleo", c.propose("cleo", c.with_words(KINDNESS)))
    assert deliver() == []


def test_who_takes_up_what_nobody_writes_is_told_to_all(c, deliver):
    number = c.discuss("cleo", c.with_words(KINDNESS))
    c.leave("cleo")
    deliver()
    c.take_up("dov", number)
    arrived = deliver()
    assert names(arrived) == ["ada", "edda"]
    assert "which nobody wrote any more" in text(arrived[0])


def test_an_announced_end_is_told_to_all_and_so_is_a_no(c, deliver):
    number = c.discuss("cleo", c.with_words(KINDNESS))
    deliver()
    c.announce_end("ada", number, "stale", "We moved on.")
    arrived = deliver()
    assert names(arrived) == ["cleo", "dov", "edda"]
    assert "Nobody goes on with it." in text(arrived[0])
    assert "We moved on." in text(arrived[0])
    c.keep_open("dov", number, "I still want it.")
    arrived = deliver()
    assert names(arrived) == ["ada", "cleo", "edda"]
    assert "I still want it." in text(arrived[0])
    assert arrived[0]["Subject"].startswith("It is not closed: ")


def test_that_nobody_said_no_is_told_to_all(c, deliver, clock):
    number = c.discuss("cleo", c.with_words(KINDNESS))
    other = c.discuss("dov", c.with_words(KINDNESS_OTHERWISE))
    c.announce_end("ada", number, "duplicate", "", other)
    deliver()
    clock.advance(timedelta(days=7))
    c.close_what_is_due()
    arrived = about(deliver(), "Closed: ")
    assert names(arrived) == EVERYONE
    assert f"Proposal {other} asks for the same." in text(arrived[0])


def test_who_is_handed_a_proposal_is_told_that_its_author_leaves(c, deliver):
    number = c.discuss("cleo", c.with_words(KINDNESS))
    deliver()
    c.hand_over("cleo", number, "dov")
    (told,) = deliver()
    assert told["To"] == "dov@example.org"
    assert "hands it over" in text(told)


# --- what became of a comment


@pytest.fixture
def remarked(c, deliver):
    """A proposal of cleo's with a comment of dov's, made before its newest version."""
    number = c.discuss("cleo", c.with_words(KINDNESS))
    c.comment("dov", number, "Why *so*?")
    c.revise("cleo", number, c.with_words(KINDNESS_OTHERWISE))
    deliver()
    return number


def test_who_is_asked_to_look_again_is_told_at_once_and_nobody_else(c, deliver, remarked):
    c.ask_again("cleo", remarked, 1)
    (told,) = deliver()
    assert told["To"] == "dov@example.org"
    assert told["Subject"].startswith("Does your comment still stand? ")
    assert "Cleo asks you to look again at your comment on" in text(told)
    assert "Why *so*?" in text(told)
    assert "There is a newer version of the proposal now, version 2." in text(told)
    assert f"/care-charter/amendments/{remarked}?comment=1#comment-1" in text(told)
    token = re.search(r"/off/([^>]+)>", told["List-Unsubscribe"])[1]
    assert read_token(POST.secret, token).kind == "look-again"
    check(told, token)


@pytest.mark.parametrize(
    ("words", "said"),
    [("also when opinions differ", "read differently now"), ("", "do not stand there any more")],
)
def test_it_says_what_became_of_the_words(c, deliver, words, said):
    quote = "even when opinions differ"
    number = c.discuss("cleo", c.with_words(LEARNING))
    c.comment("dov", number, "Why?", block=c.block(KINDNESS[0]).id, quote=quote)
    changes = [(quote, words)] if words else [(f"{quote}. ", "so. "), ("with kindness, so", "so")]
    for change in changes:
        other = c.decide("edda", c.with_words(change))
        c.answer_all(other, EVERYONE)
        c.close("ada", other)
    deliver()
    c.ask_again("ada", number, 1)
    (told,) = deliver()
    assert said in text(told)


@pytest.mark.parametrize(
    "act", [("still_stands", "dov"), ("settle", "cleo"), ("take_back", "dov"), ("withdraw", "cleo")]
)
def test_what_is_answered_or_over_meanwhile_is_not_asked(c, deliver, remarked, act):
    c.ask_again("cleo", remarked, 1)
    name, who = act
    getattr(c, name)(who, remarked, *(() if name == "withdraw" else (1,)))
    assert about(deliver(), "Does your comment") == []


def test_who_does_not_want_it_is_not_told(c, deliver, remarked):
    choose(c, "dov", off=frozenset({"look-again"}))
    c.ask_again("cleo", remarked, 1)
    assert deliver() == []
