"""Who calls is known before anything is begun: the first use of a token in a day is kept."""

from collections.abc import Iterator

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from app.main import create_app
from app.services.tokens import new_token
from app.web.api import caller
from app.web.place import _writing


def in_order(dependant: Dependant) -> Iterator[object]:
    """What a request waits for, in the order in which it is asked for."""
    for one in dependant.dependencies:
        yield from in_order(one)
        yield one.call


def test_nothing_is_begun_before_it_is_known_who_calls(place):
    """A transaction inside another waits for itself: one writes at a time."""
    looked_at, wrong = 0, []
    for route in iter_route_contexts(create_app(place).routes):
        if not isinstance(route.original_route, APIRoute):
            continue
        steps = list(in_order(route.original_route.dependant))
        if caller._anyone in steps and _writing in steps:
            looked_at += 1
            if steps.index(_writing) < steps.index(caller._anyone):
                wrong.append(route.path)
    assert looked_at > 40
    assert wrong == []


def test_the_first_use_of_a_token_in_a_day_can_be_one_that_writes(client, place, three):
    with place.database.writing() as writer:
        token = new_token(writer, "cleo@example.org", "tests")
    answer = client.put(
        "/api/v1/me/name",
        json={"name": "Cleo Marín"},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert (answer.status_code, answer.json()) == (200, {"name": "Cleo Marín"})
