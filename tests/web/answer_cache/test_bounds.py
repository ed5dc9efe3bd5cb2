"""How much is kept, and what becomes of it when many come at once, or the database goes."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import httpx
import psycopg
import pytest

from app.main import create_app
from tests.web.answer_cache.addresses import PAGES, PROPOSAL, RULES, SLUG
from tests.web.answer_cache.conftest import Browser, counted


@pytest.fixture
def bounded(installation, three, number, service):
    """Somebody at a service that may keep so many megabytes."""

    def start(megabytes):
        settings = installation.settings.model_copy(update={"cache_megabytes": megabytes})
        smaller = replace(installation, settings=settings)
        return Browser(smaller, service(smaller, keeps=bool(megabytes)))

    return start


def test_what_is_kept_is_bounded_by_its_bytes_and_what_is_asked_for_stays(bounded):
    someone = bounded(0.2)
    answers = someone.client.app.state.answers
    for n in range(40):
        someone.ask(f"{RULES}?n={n}")
        assert someone.from_memory(f"{RULES}?n=0")
        assert 0 < answers.size <= 200_000
    assert not someone.from_memory(f"{RULES}?n=1")
    assert len(answers) > 3


def test_an_answer_that_would_push_out_all_others_is_not_kept(bounded):
    assert not bounded(0.1).keeps(f"/{SLUG}/record")


def test_none_is_kept_where_that_is_wished(bounded):
    someone = bounded(0)
    assert not someone.keeps(RULES)
    assert len(someone.client.app.state.answers) == 0
    tag = someone.ask(RULES).headers["etag"]
    assert someone.ask(RULES, If_None_Match=tag).status_code == 304


def test_nothing_old_stays_in_memory(stranger, three, number):
    answers = stranger.client.app.state.answers
    for path in PAGES:
        stranger.ask(path)
    assert len(answers) >= len(PAGES)
    three.comment("dov", number)
    stranger.ask(PAGES[0])
    assert len(answers) == 1


def test_many_who_ask_at_once_wait_for_one_answer(installation, three, number):
    app = create_app(installation)

    async def crowd(*paths, after=lambda: None):
        transport = httpx.ASGITransport(app)
        async with (
            app.state.versions.watched(),
            httpx.AsyncClient(transport=transport, base_url="http://testserver") as client,
        ):
            while await app.state.versions.ask() is None:
                await asyncio.wait([app.state.versions._connecting])
            # What was kept once is known to be of use to many; now somebody saves something.
            await client.get(paths[0])
            after()
            with counted(installation.database) as statements:
                answers = await asyncio.gather(*(client.get(one) for one in paths))
        return answers, len(statements)

    save = installation.database.try_writing
    _, alone = asyncio.run(crowd(PROPOSAL, after=save))
    answers, together = asyncio.run(crowd(*[PROPOSAL] * 40, after=save))
    assert 0 < together <= alone
    assert {one.status_code for one in answers} == {200}
    assert len({one.content for one in answers}) == 1
    refused, _ = asyncio.run(crowd(*[f"/{SLUG}/amendments/99"] * 5))
    assert {one.status_code for one in refused} == {404}


def test_while_the_version_of_the_data_cannot_be_told_nothing_comes_from_memory(
    stranger, installation
):
    assert stranger.keeps(RULES)
    file = installation.database.file
    if file is None:
        with psycopg.connect(installation.database.url, autocommit=True) as other:
            versions = stranger.client.app.state.versions
            pid = versions._connection.info.backend_pid
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
        assert stranger.ask(RULES).status_code == 200
        assert stranger.statements
    else:
        installation.database.engine.dispose()
        aside = file.rename(file.with_suffix(".aside"))
        assert stranger.ask(RULES).status_code == 503
        aside.rename(file)
    assert stranger.ask(RULES).status_code == 200
    assert any(stranger.from_memory(RULES) for _ in range(500))
