"""Who may do what: each role, act, state and visibility, through pages and through the API."""

from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts

from app.services.authentication.sessions import find_session
from app.web.live.stream import Looker
from tests.matrix.asking import SHARED_DRAFT, cells, disagrees, expected, is_asked, was
from tests.matrix.parts import MEMBERS
from tests.matrix.rows import CHARTER_PAGES, ELSEWHERE, PLACE, PROPOSAL_PAGES
from tests.matrix.rows_api import CHARTER_API, PROPOSAL_API
from tests.matrix.scene import ROLES, VISIBILITIES

ROOT = Path(__file__).parents[2]
TABLES = (PROPOSAL_PAGES, PROPOSAL_API, CHARTER_PAGES, CHARTER_API, PLACE, ELSEWHERE)


@pytest.mark.parametrize("visibility", VISIBILITIES)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what(stage, role, visibility):
    scene, asker = stage.scenes[visibility], stage.askers[role]
    wrong = []
    for cell in cells():
        if not is_asked(cell, role, visibility):
            continue
        wanted = expected(cell, role, visibility)
        if got := disagrees(wanted, asker, cell, scene):
            wrong.append(f"{cell.name}: {wanted} by the rules, but {got}")
    assert not wrong, "\n".join([f"{role}, {visibility}:", *wrong])


def test_the_matrix_is_as_large_as_we_say():
    """`docs/security.md` names the number; what is new makes it larger."""
    assert sum(1 for _ in cells()) * len(ROLES) * len(VISIBILITIES) >= 16_000


@pytest.mark.parametrize("role", ROLES)
def test_what_belongs_to_no_charter(stage, role):
    for act, row in PLACE.items():
        answer = stage.askers[role].send(*act.split(" "), row.sent)
        assert (was(answer, role) == "yes") == row.may(role, "draft"), act


@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_a_calendar_address_is_the_key_whoever_has_it(stage, visibility):
    for role in ("reader", "stranger", "former"):
        answer = stage.askers[role].send("GET", stage.scenes[visibility].calendar)
        assert answer.status_code == 200


@pytest.mark.parametrize("visibility", VISIBILITIES)
@pytest.mark.parametrize("role", [role for role in ROLES if role != "reader"])
def test_an_open_page_is_told_of_what_its_person_may_know(stage, role, visibility):
    scene, asker = stage.scenes[visibility], stage.askers[role]
    with stage.database.reading() as reader:
        person = find_session(reader, asker.session).person
    for state, number in scene.numbers.items():
        looker = Looker(stage.database, person, asker.session, scene.slug, number)
        knows = role in MEMBERS and (state != "draft" or role in SHARED_DRAFT)
        assert (looker.newest() is not None) == knows, state


def routes(app):
    """Every address of the service with its methods."""
    found = set()
    for context in iter_route_contexts(app.router.routes):
        for method in context.methods or ():
            if method not in {"HEAD", "OPTIONS"}:
                found.add(f"{method} {context.path}")
    return found


def test_every_address_of_the_service_has_its_row(stage):
    rows = {act for table in TABLES for act in table}
    there = routes(stage.app)
    assert there - rows == set(), "these need a row in rows.py"
    assert rows - there == set(), "these are there no more"


def test_what_is_asked_elsewhere_is_asked_there():
    named = {where for where in ELSEWHERE.values() if where.startswith("tests/")}
    assert {where for where in named if not (ROOT / where).is_file()} == set()
