"""What is kept is given again without a statement, the same to the byte, and named."""

from __future__ import annotations

import gzip
import logging

import pytest
from fastapi.routing import iter_route_contexts
from starlette.routing import compile_path

from app.web.answer_cache.pending import is_cached
from tests.web.answer_cache.addresses import API, CALLS, PAGES, RULES, SLUG


@pytest.mark.parametrize("path", [*PAGES, *CALLS])
def test_what_is_asked_for_again_takes_no_statement_and_is_the_same(stranger, path):
    first = stranger.ask(path)
    assert first.status_code == 200, first.text
    assert stranger.statements or path == CALLS[0]
    again = stranger.ask(path)
    assert not stranger.statements
    assert again.content == first.content
    assert again.headers == first.headers


@pytest.mark.parametrize("path", PAGES)
def test_so_it_is_for_a_member(browsers, path):
    member = browsers("dov")
    first = member.ask(path)
    assert (first.status_code, bool(member.statements)) == (200, True)
    again = member.ask(path)
    assert not member.statements
    assert again.content == first.content
    assert "Dov" in again.text
    assert again.headers["cache-control"] == "private, no-cache"
    assert "Cookie" in again.headers["vary"]
    assert member.ask(path, If_None_Match=again.headers["etag"]).status_code == 304


def test_every_endpoint_that_is_marked_is_tried_here(stranger):
    contexts = list(iter_route_contexts(stranger.client.app.router.routes))
    marked = {one.path for one in contexts if is_cached(getattr(one, "endpoint", None))}
    tried = {
        path
        for path in marked
        if any(compile_path(path)[0].match(one.partition("?")[0]) for one in PAGES + CALLS)
    }
    assert len(marked) > 10
    assert marked - tried == set()


def test_what_all_may_read_is_public_and_asked_for_before_each_use(stranger):
    for path, also in ((RULES, "HX-Request"), (API, "Authorization")):
        headers = stranger.ask(path).headers
        assert headers["cache-control"] == "public, no-cache"
        assert headers["etag"].startswith('"')
        varies = headers["vary"].split(", ")
        assert {"Cookie", "Accept-Language", "Accept-Encoding", also} <= set(varies)
        assert len(varies) == len(set(varies))


def test_what_is_kept_has_every_header_of_what_is_not(stranger):
    others = set(stranger.ask("/sign-in").headers)
    for _ in range(2):
        assert others <= set(stranger.ask(RULES).headers)


@pytest.mark.parametrize("known", ["{tag}", "W/{tag}", '"other", {tag}', "*", '"x",W/{tag}'])
def test_who_has_it_already_is_told_so_in_few_words(stranger, known):
    whole = stranger.ask(RULES)
    answer = stranger.ask(RULES, If_None_Match=known.format(tag=whole.headers["etag"]))
    assert not stranger.statements
    assert (answer.status_code, answer.content) == (304, b"")
    for name in ("etag", "vary", "cache-control"):
        assert answer.headers[name] == whole.headers[name]
    assert "content-length" not in answer.headers


@pytest.mark.parametrize("known", ['"other"', "{bare}", "", '"{bare}x"', '"x{bare}"'])
def test_who_has_another_gets_it_whole(stranger, known):
    bare = stranger.ask(RULES).headers["etag"].strip('"')
    assert stranger.ask(RULES, If_None_Match=known.format(bare=bare)).status_code == 200


def test_who_has_it_is_told_so_also_when_it_had_to_be_made_anew(stranger, three, number):
    tag = stranger.ask(RULES).headers["etag"]
    three.comment("dov", number)
    answer = stranger.ask(RULES, If_None_Match=tag)
    assert stranger.statements
    assert (answer.status_code, answer.headers["etag"]) == (304, tag)


@pytest.mark.parametrize("path", [f"/{SLUG}/revisions", f"{API}/revisions/latest"])
def test_head_has_the_headers_of_get_and_no_body(stranger, path):
    made = stranger.ask(path, "HEAD")
    assert stranger.statements
    kept = stranger.ask(path, "HEAD")
    assert not stranger.statements
    whole = stranger.ask(path)
    for answer in (made, kept):
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers == whole.headers
    assert int(made.headers["content-length"]) == len(whole.content)


@pytest.mark.parametrize("wished", ["gzip", "br, gzip;q=0.5", "*", "x-other, GZIP"])
def test_what_strangers_get_is_packed_for_who_can_unpack_it(stranger, wished):
    plain = stranger.ask(f"/{SLUG}")
    packed = stranger.ask(f"/{SLUG}", Accept_Encoding=wished)
    assert not stranger.statements
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < len(plain.content) / 2
    tag = packed.headers["etag"]
    assert tag != plain.headers["etag"]
    for known in (tag, plain.headers["etag"]):
        answer = stranger.ask(f"/{SLUG}", Accept_Encoding=wished, If_None_Match=known)
        assert (answer.status_code, answer.headers["etag"]) == (304, known)


@pytest.mark.parametrize("wished", ["identity", "br", "gzip;q=0", "*;q=0", "gzip;q=x", ""])
def test_for_who_cannot_it_is_not(stranger, wished):
    for _ in range(2):
        assert "content-encoding" not in stranger.ask(RULES, Accept_Encoding=wished).headers


def test_what_is_packed_is_the_page(stranger):
    sent = {"Accept-Encoding": "gzip"}
    with stranger.client.stream("GET", RULES, headers=sent) as answer:
        raw = b"".join(answer.iter_raw())
    assert gzip.decompress(raw) == stranger.ask(RULES).content


def test_what_members_get_is_not_packed(browsers):
    assert "content-encoding" not in browsers("dov").ask(RULES, Accept_Encoding="gzip").headers


def test_the_log_tells_the_route_of_what_came_from_memory(stranger, caplog):
    caplog.set_level(logging.INFO, "app.web.middleware")
    told = []
    for _ in range(2):
        stranger.ask(f"/{SLUG}/revisions/1")
        fields = caplog.records[-1].fields
        told.append((fields["route"], fields["status"]))
    assert not stranger.statements
    assert told == [("/{slug}/revisions/{n:int}", 200)] * 2
