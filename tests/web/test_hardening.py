"""What holds for every request: headers, host names, cross-site requests, a log without people."""

import io
import json
import logging
import logging.config
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from amendments.refusals import BadInput
from app import logs
from app.main import create_app
from app.settings import Settings

EVERYWHERE = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=()",
    "cache-control": "",
}


@pytest.fixture
def start(installation, three):
    def with_settings(**changes):
        settings = installation.settings.model_copy(update=changes)
        app = create_app(replace(installation, settings=settings))

        @app.get("/api/v1/broken", include_in_schema=False)
        def broken():
            raise LookupError("dov@example.org")

        # Before the addresses that begin with a slug.
        app.router.routes.insert(0, app.router.routes.pop())
        return TestClient(app, follow_redirects=False, raise_server_exceptions=False)

    return with_settings


PATHS = [
    "/care-charter", "/sign-in", "/nowhere/at/all", "/api/v1/charters", "/api/v1/nothing",
    "/static/style.css", "/health", "/ready", "/me", "/api/v1/broken", "/favicon.ico",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_every_header(start, path):
    answer = start().get(path)
    for name, part in EVERYWHERE.items():
        assert part in answer.headers[name], name
    assert "strict-transport-security" not in answer.headers
    kind = answer.headers.get("content-type", "")
    assert bool(kind) is bool(answer.content)
    assert "charset=utf-8" in kind or not kind.startswith("text/")
    assert isinstance(answer.json(), dict) if "json" in kind else not kind or "text/" in kind
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    for part in ("base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"):
        assert part in policy


def test_no_other_site_is_let_read_anything(start):
    client, other = start(), {"Origin": "https://evil.example"}
    asks = {**other, "Access-Control-Request-Method": "POST"}
    for path in PATHS:
        for answer in (client.get(path, headers=other), client.options(path, headers=asks)):
            told = [name for name in answer.headers if name.startswith("access-control-")]
            assert told == [], path


OUT_OF_REACH = [
    "/.git/config", "/static/.git/config", "/static/%2e%2e/%2e%2e/%2e%2e/pyproject.toml",
    "/static/..%2f..%2f..%2fpyproject.toml", "/static//etc/passwd", "/static/%00", "/static/",
    "/pyproject.toml", "/data/charter.db",
]  # fmt: skip


def test_no_file_but_the_static_ones_is_reached(start):
    client = start()
    for path in OUT_OF_REACH:
        assert client.get(path).status_code in {404, 405}, path
    assert client.get("/static/style.css").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_over_https_browsers_are_kept_there(start, path):
    answer = start(base_url="https://testserver").get(path)
    assert "max-age=31536000" in answer.headers["strict-transport-security"]


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("charter.example.org", True),
        ("CHARTER.example.org:8443", True),
        ("other.example.org", True),
        ("localhost:8000", True),
        ("127.0.0.1", True),
        ("[::1]:8000", True),
        ("evil.example", False),
        ("charter.example.org.evil.example", False),
        ("192.0.2.7", False),
        ("evil.example@charter.example.org", True),
        ("[", False),
        ("", False),
    ],
)
def test_only_requests_for_this_host_are_answered(start, host, is_ours):
    client = start(
        base_url="https://charter.example.org", allowed_hosts="third.example, other.example.org"
    )
    for path in ("/sign-in", "/api/v1/charters"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == (200 if is_ours else 400)
        assert answer.headers["x-frame-options"] == "DENY"
    assert client.get("/ready", headers={"Host": host}).status_code == 200


def test_a_place_reached_by_a_number_is_reached_by_each_of_its_numbers(start):
    client = start(base_url="http://127.0.0.1:8000", allowed_hosts="")
    assert client.get("/sign-in", headers={"Host": "192.0.2.7:8000"}).status_code == 200
    assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://testserver.evil.example"},
]
KINDS = {
    "a form": {"data": {"body": "Hm."}},
    "plain text": {"content": '{"body": "Hm."}', "type": "text/plain"},
    "json": {"content": '{"body": "Hm."}', "type": "application/json"},
    "htmx": {"data": {"body": "Hm."}, "headers": {"HX-Request": "true"}},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("origin", ELSEWHERE)
def test_nothing_is_done_for_another_site(start, three, installation, origin, kind):
    from app.services.authentication.sign_in import new_code

    client = start()
    three.discuss("cleo", three.with_words(("wherever possible", "wherever you can")))
    with installation.database.writing() as writer:
        code = new_code(writer, installation.secret, "dov@example.org")
    client.post("/sign-in/code", data={"email": "dov@example.org", "code": code})
    sent = dict(KINDS[kind])
    headers = {**origin, **sent.pop("headers", {})}
    if "type" in sent:
        headers["Content-Type"] = sent.pop("type")
    before = three.lines()
    for address in (
        f"/{three.slug}/amendments/1/comments",
        f"/api/v1/charters/{three.slug}/amendments/1/comments",
    ):
        assert client.post(address, headers=headers, **sent).status_code == 403
    assert client.put("/api/v1/anything", headers=headers).status_code == 403
    assert three.lines() == before
    own = client.post(f"/{three.slug}/amendments/1/comments", data={"body": "Hm."})
    assert own.status_code == 303
    assert len(three.lines()) == len(before) + 1


@pytest.mark.parametrize(
    "secret", ["short", "changeme-changeme-changeme", "a" * 40, "abababababababababababababab"]
)
def test_a_secret_that_could_be_guessed_is_refused(secret):
    with pytest.raises(BadInput, match="openssl rand"):
        Settings(secret=secret).secret_key()
    assert Settings(secret=secret, demo=True).secret_key() == secret.encode()


@pytest.fixture
def written():
    """What is logged, as the service would write it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.JsonLines())
    logger = logging.getLogger("app")
    logger.addHandler(handler)
    before = logger.level
    logger.setLevel(logging.DEBUG)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.setLevel(before)


def test_the_log_tells_routes_and_nothing_about_people(start, three, written):
    client = start()
    client.get("/care-charter/amendments/7?words=secret&email=dov@example.org")
    client.post("/sign-in", data={"email": "dov@example.org"})
    client.post("/sign-in/code", data={"email": "dov@example.org", "code": "AAAA-BBBB"})
    client.get("/api/v1/charters", headers={"Authorization": "Bearer lc_secret"})
    client.get("/api/v1/broken")
    lines = written()
    told = [(one["route"], one["status"]) for one in lines if one["event"] == "request"]
    assert told[0] == ("/{slug}/amendments/{k:int}", 404)
    assert [status for _, status in told] == [404, 200, 422, 401, 500]
    said = json.dumps(lines)
    for private in ("dov@", "secret", "AAAA", "testclient", "Dov"):
        assert private not in said


def test_an_error_is_told_by_its_kind_and_place(start, written):
    start().get("/api/v1/broken")
    (told,) = [one for one in written() if one["level"] == "error"]
    assert told["error"] == "builtins.LookupError"
    assert any("test_hardening.py" in frame for frame in told["trace"])
    assert "dov@" not in json.dumps(told)


def test_a_broken_query_does_not_tell_what_it_was_about(database):
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    with (
        pytest.raises(SQLAlchemyError) as broken,
        database.reading() as reader,
    ):
        reader.session.execute(text("SELECT nothing FROM person WHERE email = :e"), {"e": "dov@"})
    assert "dov@" not in str(broken.value)


def test_the_configuration_of_the_log_can_be_used():
    logging.config.dictConfig(
        {**logs.configuration("info"), "root": {}, "loggers": {}, "incremental": False}
    )
