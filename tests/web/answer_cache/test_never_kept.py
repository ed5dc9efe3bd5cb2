"""What is said once, what is somebody's own, what fails and what is counted is never kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.responses import HTMLResponse

from app.services.authentication.tokens import new_token
from app.web import limits
from app.web.pages.texts import rules
from tests.web.answer_cache.addresses import API, NEVER, PROPOSAL, RULES, SLUG
from tests.web.answer_cache.conftest import Browser


@pytest.mark.parametrize("path", NEVER)
@pytest.mark.parametrize("who", [None, "dov"])
def test_what_is_never_kept(browsers, path, who):
    someone = browsers(who)
    for _ in range(3):
        answer = someone.ask(path)
        assert someone.statements or answer.status_code in {303, 404, 422}
        assert "etag" not in answer.headers
        assert "public" not in answer.headers["cache-control"]


def test_what_was_just_done_is_said_once(browsers):
    member = browsers("dov")
    told = "You are signed in."
    for _ in range(2):
        assert told in member.ask(f"/{SLUG}?said=signed-in").text
        assert told not in member.ask(f"/{SLUG}").text
    assert not member.statements


def test_what_a_token_may_read_is_kept_for_nobody(installation, stranger):
    with installation.database.writing() as writer:
        token = new_token(writer, "dov@example.org", "tests")
    path, told = f"{API}/amendments/1", {"Authorization": f"Bearer {token}"}
    assert stranger.keeps(path)
    mine = stranger.ask(path, **told)
    assert stranger.statements
    assert mine.headers["cache-control"] == "private, no-cache"
    assert not stranger.keeps(path, **told)
    assert mine.text != stranger.ask(path).text
    assert stranger.ask(path, Authorization="Bearer x").status_code == 401


def test_parts_of_pages_and_what_carries_a_body_are_made_anew(stranger):
    assert stranger.keeps(RULES)
    for headers in ({"HX_Request": "true"}, {"Content_Length": "1"}, {"Transfer_Encoding": "x"}):
        assert not stranger.from_memory(RULES, **headers)


def test_a_post_is_always_done(browsers):
    dov = browsers("dov")
    sent = {"body": "Twice.", "kind": "reaction"}
    for _ in range(2):
        headers = {"Cookie": dov.cookies}
        assert dov.client.post(f"{PROPOSAL}/comments", data=sent, headers=headers).is_redirect
    assert dov.ask(PROPOSAL).text.count("Twice.") >= 2


def test_a_counted_comparison_is_counted_each_time(installation, three, service, monkeypatch):
    monkeypatch.setattr(limits, "FREE_BYTES", 1_000)
    changes = {"limits": True, "limit_comparisons": "2/minute"}
    strict = replace(installation, settings=installation.settings.model_copy(update=changes))
    someone = Browser(strict, service(strict))
    path = f"/{SLUG}/compare/1...1"
    assert [someone.ask(path).status_code for _ in range(2)] == [200, 429]


def test_a_cookie_that_all_get_alike_comes_with_what_is_kept(stranger):
    for _ in range(2):
        answer = stranger.ask(f"/{SLUG}")
        assert "charter_read_care-charter=1;" in answer.headers["set-cookie"]
        # But nobody on its way is to hand it on.
        assert answer.headers["cache-control"] == "private, no-cache"
    known = stranger.ask(f"/{SLUG}", If_None_Match=answer.headers["etag"])
    assert not stranger.statements
    assert known.status_code == 304
    assert "charter_read_care-charter=1;" in known.headers["set-cookie"]
    stranger.cookies = "charter_read_care-charter=1"
    answer = stranger.ask(f"/{SLUG}")
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize(
    "headers",
    [
        {"Set-Cookie": "charter_other=x"},
        {"Cache-Control": "no-store"},
        {"Cache-Control": "private, no-cache", "Clear-Site-Data": '"cache"'},
    ],
)
def test_an_answer_that_says_it_is_for_once_is_not_kept(stranger, monkeypatch, headers):
    monkeypatch.setattr(rules, "_show", lambda _visit: HTMLResponse("Rules", headers=headers))
    assert not stranger.keeps(f"{RULES}?once")
    answer = stranger.ask(f"{RULES}?once")
    assert answer.text == "Rules"
    assert "etag" not in answer.headers
