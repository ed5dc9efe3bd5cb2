"""A proposal in the text in force: what it makes of today's charter, and what a round froze."""

import json

import pytest

from amendments.replay.verify import verify
from amendments.writing.causes import CauseKind
from app.services.record.round_record import round_record
from app.services.views import amendment_view
from tests.support.forging import chained
from tests.support.laws import openings
from tests.support.texts import KINDNESS, KINDNESS_OTHERWISE, LEARNING, PRIVACY

EVERYBODY = ["ada", "cleo", "dov", "edda"]


def look(community, number, who="dov"):
    with community.reading(who) as (reader, access):
        return amendment_view.look_at_amendment(reader, access, number)


def publish(community, number):
    community.answer_all(number, EVERYBODY)
    return community.close("ada", number)


def events(community, kind):
    found = map(json.loads, community.lines())
    return [one["data"] for one in found if one["kind"] == kind]


@pytest.fixture
def published_elsewhere(community):
    """A proposal that stands clean, and another one that was published after it was written."""
    other = community.decide("cleo", community.with_words(KINDNESS), title="More kindness")
    mine = community.discuss("dov", community.with_words(PRIVACY))
    publish(community, other)
    return mine


def test_an_open_proposal_is_read_in_the_text_in_force(community, published_elsewhere):
    found = look(community, published_elsewhere)
    before, after = found.shown
    assert before == community.head.document
    assert KINDNESS[1] in after.text
    assert PRIVACY[1] in after.text
    assert KINDNESS[1] not in found.proposed.text
    (since,) = found.today.since
    assert (since.number, since.title, since.where) == (2, "More kindness", "elsewhere")


def test_a_round_freezes_the_text_in_force_and_what_results(community, published_elsewhere):
    community.open("ada", published_elsewhere)
    value = community.round(published_elsewhere).value
    expected = community.head.document.text.replace(*PRIVACY)
    assert value.in_force == 2
    assert value.base == 1
    with community.reading("dov") as (reader, access):
        record = round_record(reader, access, published_elsewhere, 1)
    assert (record.text.base, record.text.written_on) == (2, 1)
    assert record.text.before == community.head.document.text
    assert record.text.after == expected
    assert record.text.result_sha256 == value.result_sha256
    publish(community, published_elsewhere)
    assert community.head.text_sha256 == value.result_sha256
    assert verify([*community.lines(), *openings(community)]).problems == ()


def test_what_would_result_is_said_anew_at_each_publication(community):
    others = [
        community.discuss("cleo", community.with_words(words)) for words in (KINDNESS, LEARNING)
    ]
    mine = community.decide("dov", community.with_words(PRIVACY))
    frozen = community.round(mine).value.result_sha256
    for other in others:
        community.open("ada", other)
        publish(community, other)
    said = [one for one in events(community, "round.result_changed") if one["amendment"] == mine]
    assert [one["revision"] for one in said] == [2, 3]
    assert {one["where"] for one in said} == {"elsewhere"}
    publish(community, mine)
    assert community.head.text_sha256 == said[-1]["result_sha256"] != frozen
    assert verify([*community.lines(), *openings(community)]).problems == ()


def _of(lines, kind, number):
    return next(
        one["data"] for one in lines if one["kind"] == kind and one["data"]["amendment"] == number
    )


FORGERIES = {
    "what was frozen": ("round.opened", "result_sha256", "0" * 64, "does not follow"),
    "what results since": ("round.result_changed", "result_sha256", "0" * 64, "than was frozen"),
    "another revision": ("round.result_changed", "revision", 1, "without a new revision"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_result_is_found_out(community, forgery):
    kind, name, value, reason = FORGERIES[forgery]
    other = community.discuss("cleo", community.with_words(KINDNESS))
    mine = community.decide("dov", community.with_words(PRIVACY))
    community.open("ada", other)
    publish(community, other)
    publish(community, mine)
    lines = [json.loads(one) for one in community.lines()]
    assert verify(chained(lines)).problems == ()
    _of(lines, kind, mine)[name] = value
    assert any(reason in one for one in verify(chained(lines)).problems)


def test_what_was_published_is_shown_as_it_came_into_force(community, published_elsewhere):
    community.open("ada", published_elsewhere)
    publish(community, published_elsewhere)
    before, after = look(community, published_elsewhere).shown
    assert KINDNESS[1] in before.text
    assert after == community.head.document


def test_a_void_round_names_the_publication_that_ended_it(community):
    mine = community.decide("dov", community.with_words(KINDNESS_OTHERWISE))
    other = community.decide("cleo", community.with_words(KINDNESS))
    publish(community, other)
    ended = community.round(mine)
    assert ended.value.cause.kind is CauseKind.PUBLICATION
    assert (ended.value.cause.revision, ended.value.cause.amendment) == (2, other)
    assert ended.statement.startswith(
        "The decision is void. Revision 2 changed what this proposal would change."
    )
    assert verify([*community.lines(), *openings(community)]).problems == ()


def test_a_round_that_was_withdrawn_says_so_and_blames_no_publication(community):
    mine = community.decide("dov", community.with_words(PRIVACY))
    publish(community, community.decide("cleo", community.with_words(KINDNESS)))
    community.withdraw("dov", mine)
    ended = community.round(mine)
    assert ended.value.cause.kind is CauseKind.WITHDRAWN
    assert ended.statement.startswith("The decision is void. The proposal was withdrawn.")
    assert verify([*community.lines(), *openings(community)]).problems == ()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            dict.fromkeys(EVERYBODY, "stand_aside"),
            "The proposal did not pass: nobody consented.",
        ),
        ({}, "The proposal did not pass: too few answered, 2 answers were needed."),
    ],
)
def test_too_few_answers_and_nobody_who_consents_are_told_apart(community, answers, said):
    number = community.decide("dov", community.with_words(PRIVACY))
    for who, stance in answers.items():
        community.answer(who, number, stance)
    community.pass_deadline(number)
    community.tick()
    ended = community.round(number)
    assert ended.value.outcome == "inquorate"
    assert ended.statement.startswith(said)
