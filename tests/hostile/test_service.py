"""Hostile input against the whole service: nothing fails, and nothing comes through.

`CHARTER_TESTS_HOSTILE=100000` makes it so many requests, by chance; otherwise it is a few, always
the same. `CHARTER_TESTS_HOSTILE_SEED` is where chance begins, to see again what was found.
"""

from __future__ import annotations

import logging
import os
import time
from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from tests.hostile import inputs
from tests.hostile.calling import Sent
from tests.hostile.inputs import Dice
from tests.hostile.sound import faults
from tests.hostile.through import is_the_servers_own
from tests.hostile.words import made
from tests.matrix.asking import Asker

FEW = 1200
COUNT = int(os.environ.get("CHARTER_TESTS_HOSTILE", FEW))
SEED = int(os.environ.get("CHARTER_TESTS_HOSTILE_SEED", time.time_ns() if COUNT > FEW else 1))
#: On two databases; to the program alone, and by its server on a socket.
WAYS = 4
#: Which part of all requests comes through which door.
SHARES = {
    "forms": (inputs.forms, 0.35),
    "bodies of json": (inputs.bodies_of_json, 0.3),
    "places": (inputs.places, 0.12),
    "heads": (inputs.heads, 0.1),
    "raw bodies": (inputs.raw_bodies, 0.13),
}
#: Who comes: mostly who may do it; sometimes nobody, or somebody who has no business here.
OTHERS = (None, None, None, None, "reader", "stranger")
ENOUGH_FAULTS = 20


def as_(asker: Asker, sent: Sent) -> Sent:
    """The same request with somebody's cookie, or their token."""
    if asker.session is None or b"cookie" in dict(sent.headers):
        return sent
    own = [(b"cookie", f"charter_session={asker.session}".encode())]
    if sent.address.startswith("/api/") and b"authorization" not in dict(sent.headers):
        own = [(b"authorization", f"Bearer {asker.token}".encode())]
    return replace(sent, headers=(*own, *sent.headers))


@pytest.fixture(scope="module")
def words():
    """What is put into everything."""
    return made(min(COUNT, 4_000), SEED)


@pytest.fixture
def silent():
    """What is logged of an error is shown with what was found."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("silent")
@pytest.mark.timeout(300 + COUNT)
@pytest.mark.parametrize("door", SHARES)
def test_nothing_fails_and_nothing_comes_through(door, stage, caller, targets, words):
    attack, share = SHARES[door]
    takes = {
        "forms": [one for one in targets if not one.is_api and one.fields],
        "bodies of json": [one for one in targets if one.is_api and one.method != "GET"],
    }.get(door, targets)
    chance = Random(f"{SEED} {door} {stage.database.url[:6]} {type(caller).__name__}")
    dice, answered, found = Dice(chance, words), Counter(), []
    for _ in range(int(COUNT * share / WAYS)):
        target = dice.one(takes)
        asker = stage.askers[dice.one(OTHERS) or target.role]
        sent = as_(asker, attack(dice, target))
        answer = caller.call(sent)
        answered[answer.status] += 1
        if is_the_servers_own(sent, answer):
            continue
        if wrong := faults(sent, answer):
            found.append((target, asker.role, sent, wrong))
        if len(found) >= ENOUGH_FAULTS:
            break
    print(door, sum(answered.values()), dict(answered))  # noqa: T201
    assert not found, (SEED, found)
    assert len(answered) > 3, "they come to different ends, not to one wall"


def names_in(fields):
    """The names of fields, also of those within others."""
    for name, value in fields.items():
        yield name
        yield from names_in(value) if isinstance(value, dict) else ()


def test_every_field_is_a_target(stage, targets):
    """No form and no body is left out: what the service takes is what is attacked."""
    attacked = {(one.method, name) for one in targets for name in names_in(one.fields)}
    assert len(attacked) > 150, "fields of forms, and of bodies"
    described = stage.app.openapi()["components"]["schemas"]
    for name, shape in described.items():
        if shape.get("additionalProperties") is False:
            known = {field for _, field in attacked}
            assert set(shape.get("properties", {})) <= known, name
