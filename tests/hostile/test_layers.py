"""Each layer by itself: where one fails, the next one holds."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.rendering.markdown import html as markdown
from app.settings import BODY_LIMIT
from tests.hostile.calling import Caller, Sent
from tests.hostile.corpora import markup
from tests.hostile.sound import faults, of_html
from tests.hostile.through import is_the_servers_own

TYPED = [
    *markup.ELEMENTS,
    *markup.BREAKOUTS,
    *markup.MARKDOWN,
    *markup.ADDRESSES,
    *markup.TEMPLATES,
    *(link.replace("{}", to) for link in markup.LINKS for to in markup.ADDRESSES),
]
HARMLESS = markdown.parser()


def read(text: str) -> str:
    """Markdown as HTML, by the reader alone."""
    return HARMLESS.render(text).replace("<a ", '<a rel="nofollow" ')


def does_harm(fault: str) -> bool:
    """The reader centres cells, and knows programs that no browser runs: the sanitiser does not."""
    if fault.startswith("it leads elsewhere"):
        return any(f'="{one}:' in fault.lower() for one in ("javascript", "vbscript", "data"))
    return "text-align" not in fault


def test_the_reader_alone_lets_nothing_through():
    found = [(text, fault) for text in TYPED for fault in of_html(read(text)) if does_harm(fault)]
    assert found == []


def test_the_sanitiser_alone_lets_nothing_through(monkeypatch):
    """As if the reader took HTML for HTML, and every address for a good one."""
    reader = markdown.parser().enable(["image", "html_block", "html_inline"])
    reader.options["html"] = True
    monkeypatch.setattr(reader, "validateLink", lambda _: True)
    monkeypatch.setattr(markdown, "_MARKDOWN", reader)
    shown = [(text, str(markdown.words_to_html.__wrapped__(text))) for text in TYPED]
    assert [(text, fault) for text, html in shown for fault in of_html(html)] == []
    assert sum('href="https:' in html for _, html in shown) > 10, "good ones stay"


@pytest.mark.parametrize("words", ["<b zqx>Bold</b> & \"quoted\" 'words'", *markup.ELEMENTS[:6]])
def test_words_stand_on_pages_escaped(site, words):
    """A name, a title, what was typed wrongly: none of it is read as Markdown."""
    c = site.community
    number = c.propose("cleo", c.with_words(("wherever possible", "where we can")), title=words)
    c.submit("cleo", number)
    site.sign_in("dov")
    site.post("/me/name", name=words[:60])
    for path in (f"{site.base}/amendments/{number}", f"{site.base}/amendments", "/me"):
        page = site.client.get(path)
        assert of_html(page.text) == []
        assert words.partition("(")[0] in site.get(path).text
    refused = site.client.post("/sign-in", data={"email": f'" autofocus x="{words}'})
    assert of_html(refused.text) == []


def test_asking_to_join_tells_nothing_about_who_has_an_account(site):
    with site.community.writing("ada") as (writer, access):
        from app.services.belonging.ask_to_join import switch_requests

        switch_requests(writer, access, takes=True)
    told = []
    for email in ("dov@example.org", "nobody@example.org"):
        page = site.post(f"{site.base}/join", email=email)
        told.append(page.text.replace(email, ""))
    assert told[0] == told[1]
    assert len(site.mail) == 2


def test_a_body_that_does_not_say_its_length_is_counted(installation, three):
    client = TestClient(create_app(installation))
    sent = 0

    def endless():
        nonlocal sent
        while sent < 2 * BODY_LIMIT:
            sent += 100_000
            yield b"a" * 100_000

    kind = {"Content-Type": "application/json"}
    answer = client.post("/api/v1/charters/care-charter/leave", content=endless(), headers=kind)
    assert answer.status_code in {401, 413}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    sent = 0
    assert client.post("/sign-in", content=endless(), headers=form).status_code == 413


@pytest.mark.parametrize("length", ["9" * 5000, "9" * 30, "0" * 5000 + "9" * 9])
def test_a_length_that_is_no_number_any_more_is_too_large(installation, three, length):
    client = TestClient(create_app(installation))
    headers = {"Content-Length": length, "Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post("/sign-in", content=b"email=a", headers=headers)
    assert answer.status_code == 413


def test_a_form_that_is_written_in_no_way_is_refused(site):
    part = b'--a\r\nContent-Disposition: form-data; name="email"\r\n\r\n\xffx\r\n--a--\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=a; charset=undefined"}
    for path in ("/sign-in", f"{site.base}/amendments/new", "/me/confirm"):
        answer = site.client.post(path, content=part, headers=kind)
        assert answer.status_code == 400, answer.text
        assert "cannot be read" in answer.text


def test_a_long_answer_does_not_break_off_over_what_nobody_reads(stage, caller):
    """The record is sent bit by bit, and whoever asks for it says that they send too much."""
    address = "/api/v1/charters/care-charter/record"
    sent = Sent("GET", address, ((b"content-length", b"9" * 30),), b"a")
    answer = caller.call(sent)
    assert is_the_servers_own(sent, answer) or faults(sent, answer) == []


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_who_goes_away_in_the_middle_of_a_request_is_no_fault_of_ours(
    installation, three, caplog, kind
):
    caller = Caller(create_app(installation))
    for address in ("/sign-in", "/api/v1/charters/care-charter/leave", "/care-charter/leave"):
        sent = Sent("POST", address, (), b"email=a", kind, cut_short=True)
        assert faults(sent, caller.call(sent)) == []
    caller.close()
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []


@pytest.mark.parametrize("digits", ["9" * 9, "9" * 10, "9" * 4301, "0" * 5000 + "1"])
@pytest.mark.parametrize("path", ["amendments/{}", "revisions/{}", "amendments/1/rounds/{}"])
def test_a_number_that_nothing_could_have_leads_nowhere(stage, caller, path, digits):
    sent = Sent("GET", "/care-charter/" + path.format(digits))
    answer = caller.call(sent)
    assert faults(sent, answer) == []
    assert answer.status == 404


@pytest.mark.parametrize("body", [{"changes": {}}, {"changes": {"max_rounds": 9}}])
def test_a_reason_that_no_database_keeps_is_refused(stage, caller, body):
    headers = ((b"authorization", f"Bearer {stage.askers['steward'].token}".encode()),)
    said = json.dumps({**body, "reason": "a\0b"}).encode()
    sent = Sent("PATCH", "/api/v1/charters/care-charter/ruleset", headers, said, "application/json")
    answer = caller.call(sent)
    assert answer.status == 422
    assert b"no text can hold" in answer.body


def test_what_nobody_refused_before_the_database_does(stage, caller, monkeypatch):
    """Only PostgreSQL refuses it; SQLite keeps what a string holds."""
    monkeypatch.setattr("app.services.texts.change_rules.plain", lambda words, _: words)
    headers = ((b"authorization", f"Bearer {stage.askers['steward'].token}".encode()),)
    said = json.dumps({"changes": {"max_rounds": 9}, "reason": "a\0b"}).encode()
    sent = Sent("PATCH", "/api/v1/charters/care-charter/ruleset", headers, said, "application/json")
    answer = caller.call(sent)
    assert answer.status == (422 if stage.database.url.startswith("postgresql") else 200)
