"""Signing in by a provider of identities, with a real one on a real socket."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from app.mail.sending.outbox import send_due
from app.main import create_app
from app.services.authentication.identities import list_identities
from app.settings import Settings
from tests.support import provider as providers
from tests.web.pages.conftest import Site

HERE = "/me/security"


@pytest.fixture(scope="module")
def served():
    with providers.provider() as made:
        yield made


@pytest.fixture
def provider(served):
    """The provider as it is at first."""
    fresh = providers.Provider(issuer=served.issuer, key=served.key)
    served.__dict__.update(fresh.__dict__)
    return served


@pytest.fixture
def home(site, provider):
    """The place with that provider."""
    return started(site, provider)


def started(site, provider, **changes):
    told = {
        "oidc_issuer": provider.issuer, "oidc_client_id": providers.CLIENT,
        "oidc_client_secret": providers.SECRET, "oidc_name": "Village ID",
        "base_url": "http://testserver", **changes,
    }  # fmt: skip
    installation = replace(
        site.installation, settings=site.installation.settings.model_copy(update=told)
    )
    return Site(installation, site.community, TestClient(create_app(installation)), site.mail)


def go_there(home, path="/sign-in/provider"):
    """Begin, and sign in there. Returns where the browser is sent back to."""
    begun = home.client.get(path, follow_redirects=False)
    assert begun.status_code == 303, begun.text
    return sent_back(begun.headers["location"])


def sent_back(address):
    return httpx2.get(address, follow_redirects=False).headers["location"]


def connect(home, name="dov"):
    home.sign_in(name)
    page = home.post(f"{HERE}/provider")
    (address,) = [link for link in page.links if "/authorize" in link]
    return sent_back(address)


def connected(home, name="dov"):
    with home.installation.database.reading() as reader:
        return list_identities(reader, home.community.people[name].person)


def is_signed_in_as(home, name):
    return f"{name}@example.org" in home.get("/me").text


@pytest.fixture
def known(home):
    """Dov's account there is connected."""
    assert "Connected." in home.get(connect(home)).text
    home.sign_in(None)
    return home


def test_connecting_an_account_and_coming_in_by_it(known, provider):
    assert len(connected(known)) == 1
    assert "Village ID" in known.get("/sign-in").text
    told = known.get(go_there(known, f"/sign-in/provider?next={known.base}/rules"))
    assert told.address.endswith(f"{known.base}/rules?said=signed-in")
    assert is_signed_in_as(known, "dov")
    page = known.get(HERE)
    (end,) = re.findall(r'action="(/me/security/identities/\d+/remove)"', page.source)
    known.sign_in("edda")
    known.post(end, 404)
    known.sign_in("dov")
    assert "opens nothing here any more" in known.post(end).text
    known.sign_in(None)
    known.get(go_there(known), 422)
    assert not is_signed_in_as(known, "dov")


def test_what_is_asked_is_new_each_time_and_tells_no_secret(home, provider):
    for _ in range(2):
        go_there(home)
    one, other = provider.asked
    for name in ("state", "nonce", "code_challenge"):
        assert one[name] != other[name]
        assert len(one[name]) >= 43
    assert providers.SECRET not in str(one)


def test_an_address_alone_is_no_identity(home):
    page = home.get(go_there(home), 422)
    assert "not connected here yet" in page.text
    assert connected(home) == []


def test_a_checked_address_connects_where_the_operator_trusts_that(site, provider):
    home = started(site, provider, oidc_trust_email=True)
    provider.email_verified = False
    home.get(go_there(home), 422)
    provider.email_verified, provider.email = True, "nobody@example.org"
    home.get(go_there(home), 422)
    provider.email = "Dov@Example.org"
    home.get(go_there(home))
    assert is_signed_in_as(home, "dov")
    send_due(
        home.installation.database, home.installation.sender, home.installation.settings.mail_from
    )
    (told,) = [one for one in home.mail if "A new way into your account" in one["Subject"]]
    assert "dov@example.org" in told["To"].lower()
    home.sign_in(None)
    # From now on the subject counts, whatever the address is.
    provider.email = "edda@example.org"
    home.get(go_there(home))
    assert is_signed_in_as(home, "dov")


def changed(address, **changes):
    parts = urlsplit(address)
    query = {name: one[0] for name, one in parse_qs(parts.query).items()} | changes
    kept = {name: one for name, one in query.items() if one is not None}
    return f"{parts.path}?{httpx2.QueryParams(kept)}"


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "made-up"}, {"state": None}, {"state": "é"}, {"code": "made-up"}, {"code": None},
        {"iss": "https://evil.example"}, {"code": None, "error": "access_denied"},
    ],
)  # fmt: skip
def test_an_answer_to_something_else_is_not_believed(known, changes):
    page = known.get(changed(go_there(known), **changes), 409)
    assert "Village ID did not sign you in" in page.text
    assert not is_signed_in_as(known, "dov")


def test_an_answer_works_once_and_in_its_own_browser(known):
    back = go_there(known)
    own = dict(known.client.cookies)
    known.client.cookies.clear()
    known.get(back, 409)
    known.client.cookies.update(own)
    known.get(back)
    assert is_signed_in_as(known, "dov")
    known.sign_in(None)
    known.client.cookies.update(own)
    known.get(back, 409)
    assert not is_signed_in_as(known, "dov")


def test_an_answer_that_comes_too_late_is_not_believed(known, clock):
    back = go_there(known)
    clock.advance(timedelta(minutes=10))
    known.get(back, 409)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"}, {"aud": "somebody-else"}, {"exp": 1_000_000_000},
        {"nbf": 4_000_000_000}, {"azp": "somebody-else"},
        {"nonce": "made-up"}, {"sub": ""}, {"sub": 7}, {"sub": "x" * 256},
        {"aud": ["charter", "somebody-else"], "azp": "somebody-else"},
        {"aud": "somebody-else", "azp": "charter"}, {"aud": ["somebody-else"], "azp": "charter"},
    ],
)  # fmt: skip
def test_a_token_that_says_something_else_is_not_believed(known, provider, claims):
    provider.claims = claims
    known.get(go_there(known), 409)
    assert not is_signed_in_as(known, "dov")


@pytest.mark.parametrize("name", ["iss", "aud", "sub", "exp", "iat", "nonce"])
def test_a_token_that_leaves_something_out_is_not_believed(known, provider, name):
    provider.leaves_out = (name,)
    known.get(go_there(known), 409)


def test_a_token_that_somebody_else_signed_is_not_believed(known, provider):
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    known.get(go_there(known), 409)


def encoded(value):
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def unsigned(token, _key):
    return f"{encoded(json.dumps({'alg': 'none'}).encode())}.{token.split('.')[1]}."


def with_the_published_key_as_a_password(token, key):
    said = f"{encoded(json.dumps({'alg': 'HS256', 'kid': 'one'}).encode())}.{token.split('.')[1]}"
    password = key.as_pem(private=False)
    return f"{said}.{encoded(hmac.digest(password, said.encode(), hashlib.sha256))}"


def with_other_words(token, _key):
    header, _, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    return f"{header}.{encoded(json.dumps({**claims, 'sub': 'subject-1'}).encode())}.{signature}"


@pytest.mark.parametrize(
    "sealed", [unsigned, with_the_published_key_as_a_password, with_other_words]
)
def test_a_token_that_is_not_signed_as_it_has_to_be_is_not_believed(known, provider, sealed):
    if sealed is with_other_words:
        provider.subject = "somebody-else"
    provider.sealed = sealed
    known.get(go_there(known), 409)
    assert not is_signed_in_as(known, "dov")


def test_a_token_does_not_say_itself_which_key_it_is_signed_with(known, provider):
    """Neither a key in its header is believed, nor an address where one would be."""
    own = RSAKey.generate_key(2048, {"kid": "mine"})
    provider.signs_with = own
    there = f"{provider.issuer}/keys-of-somebody-else"
    for header in ({"jwk": own.as_dict(private=False)}, {"jku": there}, {"x5u": there}):
        provider.header = {**header, "kid": "mine"}
        known.get(go_there(known), 409)
        provider.header = header
        known.get(go_there(known), 409)
    assert not is_signed_in_as(known, "dov")


def test_an_account_stands_for_one_person(known):
    page = known.get(connect(known, "edda"), 409)
    assert "someone else here" in page.text
    assert connected(known, "edda") == []
    assert "for you already" in known.get(connect(known, "dov"), 409).text


def test_nobody_connects_an_account_to_somebody_else(home):
    back = connect(home, "dov")
    ceremony = home.client.cookies["charter_ceremony"]
    home.sign_in("edda")
    home.client.cookies.set("charter_ceremony", ceremony)
    home.get(back, 409)
    assert connected(home, "dov") == connected(home, "edda") == []


def test_connecting_needs_a_fresh_sign_in_and_a_press(home, clock):
    home.get(f"{HERE}/provider", 405)
    home.sign_in("dov")
    clock.advance(timedelta(minutes=15))
    assert "confirm that it is you" in home.post(f"{HERE}/provider", 403).text


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://evil.example"}, {"authorization_endpoint": "http://evil.example/"},
        {"authorization_endpoint": "javascript:alert(1)"}, {"authorization_endpoint": None},
    ],
)  # fmt: skip
def test_a_provider_that_speaks_for_somebody_else_is_not_asked(home, provider, metadata):
    provider.metadata = metadata
    page = home.get("/sign-in/provider", 409)
    assert "did not sign you in" in page.text


@pytest.mark.parametrize("endpoint", ["token_endpoint", "jwks_uri"])
def test_nothing_is_sent_where_others_could_read_it(known, site, provider, endpoint):
    provider.metadata = {endpoint: "http://evil.example/"}
    other = started(site, provider)
    other.get(go_there(other), 409)


def test_one_that_is_not_there_is_said(site, provider):
    gone = replace(provider, issuer="http://127.0.0.1:9")
    home = started(site, gone)
    assert "did not sign you in" in home.get("/sign-in/provider", 409).text


def test_without_one_there_is_no_such_page(site):
    for path in ("/sign-in/provider", "/sign-in/provider/back"):
        site.get(path, 404)
    assert "Sign in with" not in site.get("/sign-in").text
    site.sign_in("dov")
    site.post(f"{HERE}/provider", 404)


def test_a_provider_is_reached_over_https():
    with pytest.raises(ValueError, match="oidc_issuer"):
        Settings(oidc_issuer="http://id.example.org")
    assert Settings(oidc_issuer="https://id.example.org", oidc_client_id="ours").oidc_issuer
