"""Large data, made in one go: what it would take years to do. The record does not tell of it."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import func, insert, text, update
from sqlmodel import select

from amendments.belonging.shown_names import likeness_of
from amendments.record.events import Event, EventKind
from amendments.record.lines import sealed_digest, write_line
from app.storage.record import lines as record
from app.storage.tables import (
    CharterRow,
    CommentRow,
    EventRow,
    MembershipRow,
    PersonRow,
    RevisionRow,
    WordsRow,
)
from app.storage.talking import comments as discussions
from app.storage.texts.revision_sizes import keep_size
from app.storage.texts.revisions import keep_change_set
from app.storage.writing import amendments
from charter import undo
from charter.history.measuring import measured
from tests.support.community import Community
from tests.support.texts import KINDNESS

#: How many members speak in a discussion that grows.
MOST_SPEAKERS = 12


def grow_history(community: Community, count: int) -> str:
    """Let a charter have so many revisions, in each of which one passage is changed, there and
    back, by one decided proposal. Returns the id of that passage.
    """
    if community.charter.head == 1:
        number = community.decide("cleo", community.with_words(KINDNESS))
        community.answer_all(number, sorted(community.people))
        community.close("ada", number)
    first, second = community.revisions()[:2]
    back = undo(first.document, second.document)
    steps = [
        measured(first.document, second.document, undo(second.document, first.document)),
        measured(second.document, first.document, back),
    ]
    charter, pair = community.charter, (first.document, second.document)
    with community.database.writing() as writer:
        digest = keep_change_set(writer, back)
        found = writer.session.exec(select(RevisionRow).where(RevisionRow.number == 2)).one()
        rows = [
            {
                **found.model_dump(exclude={"id"}),
                "number": number,
                "text": pair[(number + 1) % 2].text,
                "text_sha256": pair[(number + 1) % 2].sha256,
                "blocks": json.dumps(pair[(number + 1) % 2].to_rows()),
                "change_sha256": digest,
            }
            for number in range(charter.head + 1, count + 1)
        ]
        for start in range(0, len(rows), 500):
            writer.session.connection().execute(insert(RevisionRow), rows[start : start + 500])
        for row in rows:
            keep_size(writer, charter.id, row["number"], steps[row["number"] % 2])
        writer.session.connection().execute(update(CharterRow).values(head=count))
    return next(iter(steps[0].touched))


def grow_talk(
    community: Community,
    number: int,
    count: int,
    *,
    reply_to: int | None = None,
    block: str | None = None,
) -> None:
    """Let there be so many more comments on a proposal, by one member after another; the record
    tells of all of them. All answer one comment, or are about one passage, if these are given.
    """
    charter, at = community.charter, community.clock()
    speakers = [community.people[name] for name in sorted(community.people)][:MOST_SPEAKERS]
    handles = [community.handle(one.name) for one in speakers]
    with community.database.writing() as writer:
        connection, last = writer.session.connection(), record.last_line(writer, charter.id)
        assert last is not None
        kept = amendments.find(writer, charter.id, number)
        assert kept is not None
        first = discussions.next_comment_number(writer, kept.id)
        seq, previous = last.seq, last.digest
        words_id = connection.execute(select(func.max(WordsRow.id))).scalar_one() or 0
        data: dict[str, Any]
        lines, said, comments = [], [], []
        for comment in range(first, first + count):
            who = comment % len(speakers)
            seq, words_id = seq + 1, words_id + 1
            body, salt = f"Comment {comment}: I like how **kind** this is.", f"{comment:032x}"
            digest = sealed_digest(salt, body)
            data = {"amendment": number, "comment": comment, "version": kept.value.version}
            data |= {"kind": "reaction", "reply_to": reply_to, "block": block}
            line = write_line(
                Event(EventKind.COMMENTED, handles[who], data, {"body": body}),
                charter=charter.handle,
                seq=seq,
                previous=previous,
                at=at,
                words={"body": digest},
            )
            previous = line.digest
            lines.append(
                {
                    "charter_id": charter.id,
                    "seq": seq,
                    "at": at,
                    "kind": EventKind.COMMENTED.value,
                    "line": line.text,
                    "digest": line.digest,
                    "amendment_number": number,
                }
            )
            said.append(
                {
                    "id": words_id,
                    "charter_id": charter.id,
                    "seq": seq,
                    "name": "body",
                    "digest": digest,
                    "salt": salt,
                    "text": body,
                }
            )
            comments.append(
                {
                    "amendment_id": kept.id,
                    "number": comment,
                    "version": kept.value.version,
                    "member_id": speakers[who].member,
                    "kind": "reaction",
                    "created_at": at,
                    "body_id": words_id,
                    "reply_to": reply_to,
                    "anchor_block": block,
                }
            )
        for table, rows in ((EventRow, lines), (WordsRow, said), (CommentRow, comments)):
            for start in range(0, count, 500):
                connection.execute(insert(table), rows[start : start + 500])
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT setval('words_id_seq', :last)"), {"last": words_id})


def grow_people(community: Community, count: int) -> None:
    """Let so many more members belong to a charter; the record does not tell of them."""
    charter, at = community.charter, community.clock()
    with community.database.writing() as writer:
        connection = writer.session.connection()
        first = (connection.execute(select(func.max(PersonRow.id))).scalar_one() or 0) + 1
        people, places = [], []
        for number in range(first, first + count):
            name = f"Member {_in_letters(number)}"
            one, other = likeness_of(name)
            people.append(
                {
                    "id": number,
                    "email": f"member{number}@example.org",
                    "name": name,
                    "created_at": at,
                    "likeness": one,
                    "other_likeness": other,
                }
            )
            places.append(
                {
                    "charter_id": charter.id,
                    "person_id": number,
                    "handle": f"m_{number:016x}",
                    "role": "member",
                    "joined_at": at,
                }
            )
        for table, rows in ((PersonRow, people), (MembershipRow, places)):
            for start in range(0, count, 500):
                connection.execute(insert(table), rows[start : start + 500])
        if connection.dialect.name == "postgresql":
            last = {"last": first + count - 1}
            connection.execute(text("SELECT setval('person_id_seq', :last)"), last)


def _in_letters(number: int) -> str:
    """A number as a word: a name with digits in brackets would be no name."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number)).title()
