"""What is new on a page that is open, as the person sees it who has opened it."""

import json
import re

import pytest

from tests.support.texts import KINDNESS, SHARING


@pytest.fixture
def c(site):
    return site.community


@pytest.fixture
def talk(c):
    """A proposal of cleo's in discussion."""
    number = c.propose("cleo", c.with_words(KINDNESS))
    c.submit("cleo", number)
    return number


def newest(c):
    return json.loads(c.lines()[-1])["seq"]


def news(site, number, *, since=None, **seen):
    """The words of the notice, without its button to put it off."""
    known = newest(site.community) if since is None else since
    parts = {"page": known, "talk": known, "answers": known, **seen}
    answer = site.client.get(f"{site.base}/amendments/{number}/news", params=parts)
    assert answer.status_code == 200, answer.text
    return " ".join(answer.text.split())


def test_a_page_asks_from_what_it_knew(site, c, talk):
    site.sign_in("dov")
    source = site.get(f"{site.base}/amendments/{talk}").source
    known = newest(c)
    assert f'sse-connect="{site.base}/live?since={known}&amp;amendment={talk}"' in source
    for part in ("page", "talk"):
        assert f'name="{part}" value="{known}" data-seen' in source
    assert source.count('role="status"') == 1
    for path in ("", "/amendments", "/members"):
        assert ("sse-connect" in site.get(site.base + path).source) is (path != "/members")


def test_readers_are_asked_for_nothing(site, talk):
    for path in ("", "/amendments", f"/amendments/{talk}"):
        source = site.get(site.base + path).source
        assert "sse-" not in source
        assert "data-seen" not in source
    site.get(f"{site.base}/news", 403)
    site.get(f"{site.base}/amendments/{talk}/news", 403)


def test_comments_of_others_are_counted(site, c, talk):
    site.sign_in("dov")
    since = newest(c)
    assert news(site, talk) == ""
    c.comment("edda", talk, "A secret among members.")
    found = news(site, talk, since=since)
    assert "1 new comment. " in found
    assert "Show it" in found
    assert f'href="{site.base}/amendments/{talk}?comment=1#comment-1"' in found
    assert "secret" not in found
    c.comment("cleo", talk, "Another.")
    c.comment("dov", talk, "My own.")
    found = news(site, talk, since=since)
    assert "2 new comments. " in found
    assert "Show them" in found
    assert news(site, talk, since=since, talk=newest(c)) == ""


def test_a_comment_that_htmx_shows_at_once_counts_as_seen(site, c, talk):
    site.sign_in("dov")
    c.comment("edda", talk, "One.")
    fragment = site.htmx(f"{site.base}/amendments/{talk}/comments", body="Two.", kind="reaction")
    assert f'name="talk" value="{newest(c)}" data-seen' in fragment
    assert 'name="answers"' not in fragment


def test_answers_are_counted_by_people_and_say_nothing_of_what_they_are(site, c):
    number = c.decide("cleo", c.with_words(KINDNESS))
    site.sign_in("dov")
    since = newest(c)
    c.object_to("edda", number)
    c.answer("edda", number, "concern", "Hm.")
    c.answer("ada", number)
    c.answer("dov", number)
    found = news(site, number, since=since)
    assert "2 new or changed answers." in found
    assert f"/amendments/{number}#decision" in found
    for word in ("object", "concern", "consent"):
        assert word not in found.replace("live-objections", "")


def test_an_answer_is_no_news_again_when_the_record_tells_it(site, c):
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.answer("dov", number)
    site.sign_in("dov")
    source = site.get(f"{site.base}/amendments/{number}").source
    (known,) = set(re.findall(r'name="answers" value="([^"]*)" data-seen', source))
    assert known == f"{newest(c)}.1"
    c.answer("edda", number)
    assert "1 new or changed answer." in news(site, number, since=known)
    assert (
        "1 thing has happened" in site.client.get(f"{site.base}/news", params={"page": known}).text
    )
    c.comment("edda", number, "One.")
    assert news(site, number, since=known, talk=newest(c), answers=newest(c)) == ""
    c.pass_deadline(number)
    c.tick()
    found = news(site, number, since=known, talk=newest(c))
    assert "The decision is closed." in found
    assert "answer" not in found.partition("<button")[0].replace("live-answers", "")


def test_what_becomes_of_an_objection_is_no_news_while_answers_are_hidden(site, c):
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.object_to("edda", number)
    site.sign_in("dov")
    since = newest(c)
    c.resolve("edda", number, 1, "withdrawn")
    assert news(site, number, since=since) == ""


def test_moves_ask_for_the_whole_page(site, c, talk):
    site.sign_in("dov")
    since = newest(c)
    c.revise("cleo", talk, c.with_words(SHARING))
    c.comment("edda", talk, "Better.")
    found = news(site, talk, since=since)
    assert "There is a new version. 1 new comment." in found
    assert 'data-live="whole"' in found
    assert "hx-get" not in found
    c.withdraw("cleo", talk)
    assert "It was withdrawn." in news(site, talk, since=since)


def test_the_end_of_a_decision_is_news_also_where_the_deadline_made_it(site, c):
    number = c.decide("cleo", c.with_words(KINDNESS))
    c.answer_all(number, ["ada", "edda"])
    site.sign_in("dov")
    since = newest(c)
    c.pass_deadline(number)
    found = news(site, number, since=since)
    assert "The decision is closed. It is in force." in found


def test_the_news_of_a_charter_are_a_number_without_others_drafts(site, c, talk):
    site.sign_in("dov")
    since = newest(c)

    def told():
        answer = site.client.get(f"{site.base}/news", params={"page": since})
        return " ".join(answer.text.split())

    c.propose("edda", c.with_words(SHARING))
    assert told() == ""
    c.comment("edda", talk)
    c.comment("dov", talk)
    assert "1 thing has happened here" in told()
    c.comment("cleo", talk)
    assert "2 things have happened here" in told()


def test_nobody_asks_about_what_they_may_not_know(site, c, found_community):
    hidden = found_community(slug="inner", visibility="members", stewards=1, members=0)
    draft = c.propose("edda", c.with_words(SHARING))
    site.sign_in("dov")
    site.get(f"/{hidden.slug}/news", 404)
    site.get(f"{site.base}/amendments/{draft}/news", 404)
    site.get(f"{site.base}/amendments/99/news", 404)
    site.get(f"{site.base}/news?page=-1", 422)
    assert "event: close" in site.client.get(f"/{hidden.slug}/live").text
    site.sign_in(None)
    assert site.client.get(f"{site.base}/live").status_code == 403
