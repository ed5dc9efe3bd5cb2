"""An answer is given again to whom it was made for, and to nobody else."""

from __future__ import annotations

import pytest

from amendments.belonging.people import Role
from app.services.authentication.sessions import end_session
from tests.web.answer_cache.addresses import PAGES, PROPOSAL, RULES, SLUG


def test_nobody_gets_what_was_made_for_another(browsers, stranger):
    dov, edda = browsers("dov"), browsers("edda")
    for path in PAGES:
        assert dov.keeps(path)
        assert "Dov" in dov.ask(path).text
        page = edda.ask(path)
        assert edda.statements
        assert "Edda" in page.text
        page = stranger.ask(path)
        assert stranger.statements
        assert 'href="/sign-in' in page.text


def test_a_session_that_is_ended_opens_nothing_that_was_kept(browsers, installation):
    dov = browsers("dov")
    assert dov.keeps(f"/{SLUG}")
    with installation.database.writing() as writer:
        end_session(writer, dov.session)
    assert 'href="/sign-in' in dov.ask(f"/{SLUG}").text


def test_who_becomes_a_steward_or_leaves_sees_it_at_once(browsers, three):
    dov = browsers("dov")
    pages = []
    for change in (lambda: three.join("dov", Role.STEWARD), lambda: three.leave("dov")):
        assert dov.keeps(PROPOSAL)
        pages.append(dov.ask(PROPOSAL).text)
        change()
    pages.append(dov.ask(PROPOSAL).text)
    assert len(set(pages)) == 3


def test_two_sessions_of_one_person_share_nothing(browsers):
    one, other = browsers("dov"), browsers("dov")
    assert one.keeps(f"/{SLUG}")
    assert not other.from_memory(f"/{SLUG}")


def test_each_language_has_its_own(browsers):
    german, english = browsers(), browsers()
    german.cookies = "charter_language=de"
    for _ in range(2):
        assert '<html lang="de"' in german.ask(RULES).text
        assert '<html lang="en-' in english.ask(RULES).text
        wished = english.ask(RULES, Accept_Language="de-AT,de;q=0.9")
        assert '<html lang="de"' in wished.text
    assert not english.statements
    # Other words for the same wish share one answer.
    assert english.from_memory(RULES, Accept_Language="de")


def test_what_a_browser_has_read_has_its_own(browsers, three):
    three.answer_all(1, ["ada", "bela", "cleo", "dov", "edda"])
    three.close("ada", 1)
    early, late = browsers(), browsers()
    early.cookies, late.cookies = "charter_read_care-charter=1", "charter_read_care-charter=2"
    for _ in range(2):
        assert "You read revision 1" in early.ask(f"/{SLUG}").text
        assert "You read revision" not in late.ask(f"/{SLUG}").text


def test_cookies_of_others_part_nobody(browsers):
    one, other = browsers(), browsers()
    one.cookies, other.cookies = "shop=1; x=2", "shop=7"
    assert one.keeps(RULES)
    assert other.from_memory(RULES)


@pytest.mark.parametrize(
    ("header", "said"), [("Cookie", "a=b"), ("Host", "testserver"), ("Accept-Language", "en")]
)
def test_what_is_said_twice_is_not_believed(stranger, header, said):
    assert stranger.keeps(RULES)
    stranger.send(RULES, "GET", [("Accept-Encoding", "identity"), (header, said), (header, said)])
    assert stranger.statements


@pytest.mark.parametrize(
    "cookies", ["charter_session ={}", "a=b;charter_session={} ;c", 'x="; charter_session={}']
)
def test_a_session_is_found_wherever_it_stands_among_the_cookies(browsers, stranger, cookies):
    assert stranger.keeps(RULES)
    dov = browsers("dov")
    dov.cookies = cookies.format(dov.session)
    answer = dov.ask(RULES)
    assert "Dov" in answer.text
    assert answer.headers["cache-control"] == "private, no-cache"


def test_another_hosts_name_is_refused_also_for_what_is_kept(stranger):
    assert stranger.keeps(RULES)
    assert stranger.ask(RULES, Host="evil.example").status_code == 400
    assert stranger.ask(RULES, Host="127.0.0.1").status_code == 200
