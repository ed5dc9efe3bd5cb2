"""The calendar: right in every zone, titles only, and a member's own address that can end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from app.services.authentication.tokens import find_token
from app.services.texts.calendar_address import calendar_path
from app.storage.tables import ApiTokenRow
from tests.support.texts import KINDNESS, PRIVACY


def events(answer):
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    read = Calendar.from_ical(answer.content)
    return {str(one["SUMMARY"]): one for one in read.walk("VEVENT")}


@pytest.fixture
def feed(site):
    """The public feed, as anybody's program fetches it."""
    return lambda **more: site.client.get(f"{site.base}/calendar.ics", **more)


def test_a_deadline_is_a_moment_on_both_sides_of_a_change_of_clocks(site, three, feed):
    # London's clocks go forward on 29 March 2026: this decision is open over that night.
    three.clock.set(datetime(2026, 3, 20, 9, 0, tzinfo=UTC))
    three.decide("cleo", three.with_words(KINDNESS))
    [event] = events(feed()).values()
    assert str(event["SUMMARY"]) == "Decision closes: A small change"
    assert event["DTSTART"].dt == three.round(1).value.closes_at
    local = event["DTSTART"].dt.astimezone(three.charter.zone)
    assert (local.day, local.hour) == (1, 11), "as late in the day as when it was opened"
    assert event["DTSTART"].dt.hour == 10
    assert str(event["URL"]).endswith("/care-charter/amendments/1")


def test_the_first_day_of_a_decision_is_a_day_of_the_charters_zone(found_community, site):
    far = found_community(slug="far", timezone="Pacific/Kiritimati")
    far.clock.set(datetime(2026, 3, 2, 11, 0, tzinfo=UTC))
    number = far.propose("cleo", far.with_words(KINDNESS))
    far.submit("cleo", number)
    found = events(site.client.get("/far/calendar.ics"))
    # 2 March, 11:00 UTC, is 3 March there; five days of discussion follow.
    assert found["Decision can begin: A small change"]["DTSTART"].dt == date(2026, 3, 8)
    far.clock.set(datetime(2026, 3, 8, 11, 0, tzinfo=UTC))  # the 9th there: that day is over
    assert "Decision can begin" not in site.get("/far/calendar").text


def test_what_does_not_fit_any_more_begins_on_no_day(site, three, feed):
    for who in ("cleo", "dov"):
        three.submit(who, three.propose(who, three.with_words(KINDNESS), title=f"By {who}"))
    assert "Decision can begin: By dov" in events(feed())
    three.clock.advance(timedelta(days=5))
    three.open("ada", 1)
    three.answer_all(1, ["ada", "bela", "cleo", "dov", "edda"])
    three.close("ada", 1)
    assert "Decision can begin: By dov" not in events(feed())


def test_a_day_to_look_again_is_there_from_the_adoption_on(site, three, feed):
    number = three.decide("cleo", three.with_words(KINDNESS), review_on=date(2026, 9, 1))
    assert not any("Look again" in one for one in events(feed()))
    three.answer_all(number, ["ada", "bela", "cleo", "dov", "edda"])
    three.close("ada", number)
    assert events(feed())["Look again: A small change"]["DTSTART"].dt == date(2026, 9, 1)


def test_one_thing_keeps_its_name_and_says_when_it_changed(site, three, feed):
    number = three.decide("cleo", three.with_words(KINDNESS))
    [before] = events(feed()).values()
    three.clock.advance(timedelta(hours=1))
    three.extend("ada", number, three.round(number).value.closes_at + timedelta(days=1))
    [after] = events(feed()).values()
    assert after["UID"] == before["UID"]
    assert after["DTSTART"].dt - before["DTSTART"].dt == timedelta(days=1)
    assert after["LAST-MODIFIED"].dt - before["LAST-MODIFIED"].dt > timedelta(minutes=59)


def test_it_tells_titles_and_nobodys_name_and_no_draft(site, three, feed):
    number = three.decide("cleo", three.with_words(KINDNESS), reason="Dov hurt me.")
    three.object_to("dov", number)
    three.propose("edda", three.with_words(PRIVACY), title="A secret draft")
    for name in (None, "ada", "edda"):
        site.sign_in(name)
        text = feed().text
        for hidden in ("Dov", "Cleo", "secret draft", "leaves someone out", "example.org"):
            assert hidden not in text
        assert three.handle("cleo") not in text


def test_what_was_fetched_before_is_not_sent_again(site, three, feed):
    three.decide("cleo", three.with_words(KINDNESS))
    first = feed()
    again = feed(headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    three.clock.advance(timedelta(days=1))
    assert feed().headers["etag"] == first.headers["etag"], "time alone changes nothing"
    three.withdraw("cleo", 1)
    assert feed(headers={"If-None-Match": first.headers["etag"]}).status_code == 200


class TestOwnAddress:
    @pytest.fixture
    def inner(self, found_community, site):
        """A charter for members alone, with a decision open."""
        made = found_community(slug="inner", visibility="members", stewards=1)
        made.decide("cleo", made.with_words(KINDNESS))
        return made

    @pytest.fixture
    def own(self, site, inner):
        """A member's own address, and a new one."""

        def path(name, house=inner, **more):
            with house.writing(name) as (writer, access):
                person = house.people[name].person
                return calendar_path(writer, site.installation.secret, access, person, **more)

        return path

    def test_a_charter_for_members_has_no_public_calendar(self, site, inner):
        assert site.client.get("/inner/calendar.ics").status_code == 404
        site.sign_in("dov")
        assert len(events(site.client.get("/inner/calendar.ics"))) == 1

    def test_a_members_own_address_opens_it_without_signing_in(self, site, own):
        assert len(events(site.client.get(own("dov")))) == 1
        assert own("dov") == own("dov"), "a second device gets the same address"
        assert own("dov") != own("edda")

    def test_a_new_address_ends_the_one_before(self, site, own):
        before, theirs = own("dov"), own("edda")
        after = own("dov", renew=True)
        assert site.client.get(before).status_code == 404
        assert site.client.get(after).status_code == 200
        assert site.client.get(theirs).status_code == 200

    def test_who_has_left_has_no_address_any_more(self, site, own, inner):
        dov = own("dov")
        inner.leave("dov")
        assert site.client.get(dov).status_code == 404

    def test_it_opens_this_calendar_and_nothing_else(self, site, own, three):
        token = own("dov").rpartition("/")[2].removesuffix(".ics")
        assert site.client.get(f"/care-charter/calendar/{token}.ics").status_code == 404
        answer = site.client.get(
            "/api/v1/charters/inner", headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == 401
        with site.installation.database.reading() as reader:
            row = reader.session.get(ApiTokenRow, int(token.partition(".")[0]))
            assert find_token(reader, row.token_digest) is None

    @pytest.mark.parametrize("token", ["x", "1.x", "1." + "A" * 43, "9999999999." + "A" * 43])
    def test_a_forged_address_is_not_there(self, site, own, token):
        own("dov")
        site.get(f"/inner/calendar/{token}.ics", 404)

    def test_the_page_shows_it_and_makes_a_new_one(self, site, own):
        site.sign_in("dov")
        assert "Show my own address" in site.get("/inner/calendar").text
        first = site.post("/inner/calendar", act="show")
        assert own("dov") in first.source
        second = site.post("/inner/calendar", act="renew")
        assert own("dov") in second.source
        assert own("dov") not in first.source
        site.sign_in(None)
        site.get("/inner/calendar", 404)


@pytest.mark.parametrize("who", [None, "dov", "ada"])
def test_the_page_of_a_public_charter(site, three, who):
    three.decide("cleo", three.with_words(KINDNESS))
    site.sign_in(who)
    page = site.get(f"{site.base}/calendar")
    assert "Decision closes: A small change" in page.text
    assert f"{site.base}/calendar.ics" in page.source


def test_a_reader_gets_no_address_of_their_own(site, three):
    site.post(f"{site.base}/calendar", 403, act="show")
