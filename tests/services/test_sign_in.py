import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from amendments.refusals import BadInput
from app.services.authentication import sessions, sign_in, tokens
from app.services.authentication.sessions import SESSION_LASTS, Session
from app.services.authentication.sign_in import CODE_LASTS, MOST_TRIES
from app.services.authentication.tokens import Scope, Token, read_scope

SECRET = b"a secret of the tests"
CLEO = "cleo@example.org"


@pytest.fixture
def act(community):
    """Do one act of signing in, in a transaction of its own; a person is told by their number."""

    def do(name, *arguments, **more):
        access = next(one for one in (sign_in, sessions, tokens) if hasattr(one, name))
        with community.database.writing() as writer:
            found = getattr(access, name)(writer, *arguments, **more)
            return found.person if isinstance(found, Session | Token) else found

    return do


@pytest.fixture
def cleo(community):
    return community.people["cleo"].person


def test_a_code_works_once_however_it_is_typed(act, cleo):
    code = act("new_code", SECRET, CLEO)
    assert (
        act("use_code", SECRET, "Cleo@Example.org", f" {code.lower().replace('-', ' ')} ") == cleo
    )
    assert act("use_code", SECRET, CLEO, code) is None


def test_a_code_lasts_ten_minutes(act, cleo, clock):
    code = act("new_code", SECRET, CLEO)
    clock.advance(CODE_LASTS - timedelta(microseconds=1))
    other = act("new_code", SECRET, CLEO)
    assert act("use_code", SECRET, CLEO, code) == cleo
    clock.advance(CODE_LASTS)
    assert act("use_code", SECRET, CLEO, other) is None


def test_after_five_wrong_tries_a_code_is_spent(act, cleo):
    code = act("new_code", SECRET, CLEO)
    for _ in range(MOST_TRIES):
        assert act("use_code", SECRET, CLEO, "AAAA-AAAA") is None
    assert act("use_code", SECRET, CLEO, code) is None


def test_a_code_works_only_in_the_browser_that_asked(act, cleo):
    code = act("new_code", SECRET, CLEO, "laptop")
    assert act("use_code", SECRET, CLEO, code, "phone") is None
    assert act("use_code", SECRET, CLEO, code) is None
    assert act("use_code", SECRET, CLEO, code, "laptop") == cleo


def test_nobody_uses_up_the_tries_of_another_browser(act, cleo):
    code = act("new_code", SECRET, CLEO, "laptop")
    for _ in range(MOST_TRIES * 2):
        assert act("use_code", SECRET, CLEO, "AAAA-AAAA", "stranger") is None
    assert act("use_code", SECRET, CLEO, code, "laptop") == cleo


def test_an_address_that_nobody_has_leaves_the_same_traces(act, community):
    act("new_code", SECRET, CLEO, "laptop")
    act("new_code", SECRET, "stranger@example.org", "laptop")
    for email in (CLEO, "stranger@example.org"):
        act("use_code", SECRET, email, "AAAA-AAAA", "laptop")
    with community.database.reading() as reader:
        rows = reader.session.execute(
            text("SELECT tries, browser_digest, created_at, expires_at FROM sign_in")
        ).all()
        kept = str(reader.session.execute(text("SELECT * FROM sign_in")).all())
    assert len(rows) == 2
    assert rows[0] == rows[1]
    assert "stranger" not in kept


def test_a_code_is_for_one_person_and_one_place(act):
    code = act("new_code", SECRET, CLEO)
    assert act("use_code", SECRET, "dov@example.org", code) is None
    assert act("use_code", b"another secret", CLEO, code) is None


@pytest.mark.parametrize("code", ["", "é" * 8, "\ud800", "A" * 10_000, "--------"])
def test_what_is_no_code_signs_nobody_in(act, code):
    act("new_code", SECRET, CLEO)
    assert act("use_code", SECRET, CLEO, code) is None


def test_nobody_gets_a_code_who_is_not_known(act):
    assert act("new_code", SECRET, "stranger@example.org") is None
    assert act("use_code", SECRET, "stranger@example.org", "AAAA-AAAA") is None


def test_a_session_lasts_until_it_ends(act, cleo, clock):
    token = act("new_session", cleo)
    assert act("find_session", token) == cleo
    clock.advance(SESSION_LASTS - timedelta(seconds=1))
    assert act("find_session", token) == cleo
    clock.advance(timedelta(seconds=1))
    assert act("find_session", token) is None


def test_secrets_are_long_and_never_the_same(act, cleo):
    """43 signs of 64: 256 bits, from the machine's own source of chance."""
    made = [act("new_session", cleo) for _ in range(20)]
    made += [act("renew_session", one) for one in made]
    made += [act("new_token", CLEO, "").removeprefix("lc_") for _ in range(20)]
    assert len(set(made)) == 60
    assert all(re.fullmatch(r"[\w-]{43}", one) for one in made)


def test_a_session_can_be_ended_alone_or_with_all_others(act, cleo):
    one, two, three, four = (act("new_session", cleo) for _ in range(4))
    act("end_session", one)
    assert act("find_session", one) is None
    assert act("find_session", two) == cleo
    listed = act("list_sessions", cleo)
    assert act("end_one_session", cleo, listed[-1].id)
    assert act("find_session", two) is None
    assert act("end_all_sessions", cleo, but=listed[0].id) == 1
    assert act("find_session", three) is None
    assert act("find_session", four) == cleo
    assert act("end_all_sessions", cleo) == 1
    assert act("find_session", four) is None


def test_nobody_ends_the_session_of_another(act, cleo, community):
    token = act("new_session", cleo)
    (listed,) = act("list_sessions", cleo)
    assert not act("end_one_session", community.people["dov"].person, listed.id)
    assert act("find_session", token) == cleo


def test_a_renewed_session_has_a_new_secret(act, cleo):
    token = act("new_session", cleo)
    renewed = act("renew_session", token)
    assert act("find_session", token) is None
    assert act("find_session", renewed) == cleo
    act("end_session", renewed)
    assert act("renew_session", renewed) is None


def test_a_token_is_its_persons(act, cleo):
    token = act("new_token", CLEO, "my script")
    assert token.startswith("lc_")
    assert act("find_token", token) == cleo
    assert act("find_token", token + "x") is None
    assert act("find_token", "\ud800") is None


def test_a_token_ends_by_itself_or_by_its_person(act, cleo, clock, community):
    token = act("new_token", CLEO, "a", Scope.READ, timedelta(days=1))
    clock.advance(timedelta(days=1) - timedelta(seconds=1))
    assert act("find_token", token) == cleo
    clock.advance(timedelta(seconds=1))
    assert act("find_token", token) is None
    lasting = act("new_token", CLEO, "b")
    (listed,) = act("list_tokens", cleo)
    assert not act("revoke_token", community.people["dov"].person, listed.id)
    assert act("revoke_token", cleo, listed.id)
    assert act("find_token", lasting) is None
    assert act("list_tokens", cleo) == []


@pytest.mark.parametrize(
    ("email", "name"), [("stranger@example.org", ""), (CLEO, "x" * 101), (CLEO, "\x00")]
)
def test_a_token_for_nobody_or_with_no_usable_name_is_refused(act, email, name):
    with pytest.raises(BadInput):
        act("new_token", email, name)


def test_a_token_lasts_and_may_do_something_that_there_is(act):
    with pytest.raises(BadInput):
        act("new_token", CLEO, "", Scope.READ, timedelta(0))
    with pytest.raises(BadInput):
        read_scope("everything")
    assert read_scope("Take part") is Scope.TAKE_PART


def test_no_secret_is_kept_as_it_is(act, cleo, community):
    code = act("new_code", SECRET, CLEO, "laptop").replace("-", "")
    secrets = [code, "laptop", act("new_session", cleo), act("new_token", CLEO, "")]
    with community.database.reading() as reader:
        kept = "".join(
            str(tuple(row))
            for table in ("sign_in", "web_session", "api_token")
            for row in reader.session.execute(text(f"SELECT * FROM {table}"))
        )
    assert not any(secret in kept for secret in secrets)
