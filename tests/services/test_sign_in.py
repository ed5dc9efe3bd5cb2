from datetime import timedelta

import pytest
from sqlalchemy import text

from amendments.refusals import BadInput
from app.services import sign_in
from app.services.sign_in import CODE_LASTS, MOST_TRIES, SESSION_LASTS
from app.storage.tables import PersonRow

SECRET = b"a secret of the tests"
CLEO = "cleo@example.org"


@pytest.fixture
def act(community):
    """Do one act of signing in, in a transaction of its own; a person is told by their number."""

    def do(name, *arguments):
        with community.database.writing() as writer:
            found = getattr(sign_in, name)(writer, *arguments)
            return found.id if isinstance(found, PersonRow) else found

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
    assert act("person_of_session", token) == cleo
    clock.advance(SESSION_LASTS - timedelta(seconds=1))
    assert act("person_of_session", token) == cleo
    clock.advance(timedelta(seconds=1))
    assert act("person_of_session", token) is None


def test_a_session_can_be_ended_alone_or_with_all_others(act, cleo):
    one, two, three = (act("new_session", cleo) for _ in range(3))
    act("end_session", one)
    assert act("person_of_session", one) is None
    assert act("person_of_session", two) == cleo
    act("end_all_sessions", cleo)
    assert act("person_of_session", two) is None
    assert act("person_of_session", three) is None


def test_a_token_is_its_persons(act, cleo):
    token = act("new_token", CLEO, "my script")
    assert token.startswith("lc_")
    assert act("person_of_token", token) == cleo
    assert act("person_of_token", token + "x") is None
    assert act("person_of_token", "\ud800") is None


@pytest.mark.parametrize(
    ("email", "name"), [("stranger@example.org", ""), (CLEO, "x" * 101), (CLEO, "\x00")]
)
def test_a_token_for_nobody_or_with_no_usable_name_is_refused(act, email, name):
    with pytest.raises(BadInput):
        act("new_token", email, name)


def test_no_secret_is_kept_as_it_is(act, cleo, community):
    code = act("new_code", SECRET, CLEO).replace("-", "")
    secrets = [code, act("new_session", cleo), act("new_token", CLEO, "")]
    with community.database.reading() as reader:
        kept = "".join(
            str(tuple(row))
            for table in ("sign_in", "web_session", "api_token")
            for row in reader.session.execute(text(f"SELECT * FROM {table}"))
        )
    assert not any(secret in kept for secret in secrets)
