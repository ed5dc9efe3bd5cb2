"""What holds for every charter at all times, whatever has happened."""

from __future__ import annotations

import json

import rfc8785

from amendments.record.lines import digest_of_line
from amendments.replay.verify import VerifyReport, verify
from app.storage.deciding import rounds
from app.storage.record import lines as record
from app.storage.texts import revisions
from app.storage.writing import amendments
from charter.change.apply import apply
from charter.text.canonical import digest
from charter.text.document import EMPTY
from tests.support.house import House


def check_record(house: House) -> VerifyReport:
    """The lines of the record follow one another, and what they say follows by the rules."""
    lines = house.lines()
    previous = None
    for seq, line in enumerate(lines, 1):
        body = json.loads(line)
        assert (body["seq"], body["prev"]) == (seq, previous)
        previous = digest_of_line(line)
    report = verify([*lines, *openings(house)])
    assert report.problems == ()
    assert (report.events, report.revisions) == (len(lines), house.charter.head)
    return report


def openings(house: House) -> list[str]:
    """All the lines that open sealed words, whoever may see them."""
    charter = house.charter
    with house.database.reading() as reader:
        return [
            rfc8785.dumps({"digest": one.digest, "salt": one.salt, "text": one.text}).decode()
            for one in record.openings(reader, charter.id)
        ]


def check_revisions(house: House) -> None:
    """Every revision is its parent with the change that was decided, byte for byte."""
    charter = house.charter
    document, before = EMPTY, None
    documents = [document]
    for revision in house.revisions():
        with house.database.reading() as reader:
            change_set = revisions.change_set(reader, revision.change_sha256)
            base = _base(house, revision)
        number = before.number + 1 if before else 1
        document = apply(
            document, change_set, base_number=base, number=number, base=documents[base]
        )
        documents.append(document)
        assert revision.number == number
        assert revision.document == document
        assert revision.text_sha256 == digest(document.text)
        # Only where time went back is one published before its parent; the record says so.
        went_back = before is not None and revision.published_at < before.published_at
        assert before is None or went_back or revision.dated >= before.dated
        before = revision
    assert before is not None
    assert charter.head == before.number


def _base(house: House, revision: revisions.Revision) -> int:
    """The number of the revision that a change set was made for."""
    if revision.amendment is None or revision.round is None:
        return revision.number - 1
    decision = house.round(revision.amendment, revision.round)
    assert decision.value.change_sha256 == revision.change_sha256
    assert decision.value.outcome == "passed"
    return decision.value.base


def check_publications(house: House) -> None:
    """Exactly one revision for each round that passed, and none for any other."""
    charter = house.charter
    published = [
        (one.amendment, one.round) for one in house.revisions() if one.amendment is not None
    ]
    with house.database.reading() as reader:
        passed = [
            (kept.value.number, decision.value.number)
            for kept in amendments.find_all(reader, charter.id)
            for decision in rounds.find_all(reader, kept.id)
            if decision.value.outcome == "passed"
        ]
    assert sorted(published) == sorted(passed)


def check_laws(house: House) -> None:
    """All of them."""
    check_record(house)
    check_revisions(house)
    check_publications(house)
