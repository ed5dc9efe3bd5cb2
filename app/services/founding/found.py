"""Founding a charter: revision 1, its first steward, the first lines of its record."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from amendments.belonging.people import Role
from amendments.founding import founding as rules
from amendments.founding.founding import Founding
from app.services.belonging.add_member import add_member
from app.services.texts.heading_links import keep_names
from app.services.texts.wording import charter_text, plain
from app.storage.engine.session import Writer
from app.storage.record import lines
from app.storage.tables import CharterRow
from app.storage.texts import charters, revisions
from app.storage.texts.charters import Charter
from app.storage.texts.revisions import Revision
from charter import ChangeSet, Document
from charter import found as found_document
from charter.text.clauses import Clauses

#: First parts of addresses that are pages of this place, so no charter can have them.
RESERVED = frozenset(
    {
        "answer",
        "api",
        "me",
        "sign-in",
        "sign-out",
        "static",
        "style",
        "health",
        "ready",
        "favicon.ico",
    }
)


@dataclass(frozen=True, slots=True)
class FoundingText:
    """A founding text as the document that it makes, and the change set that makes it.

    `done` is the text, with what was done to its lines.
    """

    document: Document
    change_set: ChangeSet
    done: Clauses


def read_text(text: str, *, keep_lines: bool = False) -> FoundingText:
    """What takes long in founding a charter, before its transaction.

    Raises:
        BadInput, TooLarge: it cannot be a charter's text.
    """
    done = charter_text(text, keep_lines=keep_lines)
    return FoundingText(*found_document(done.text), done)


def found_charter(
    writer: Writer, founding: Founding, prepared: FoundingText | None = None
) -> Charter:
    """Found a charter. `prepared` is what `read_text` made of its text.

    Raises:
        BadInput: a value cannot be used; `field` names it.
        WrongState: there is a charter with this slug already.
    """
    _check(founding)
    if charters.find(writer, founding.slug) is not None:
        raise rules.taken(founding.slug)
    rules.check_dated(founding, writer.now)
    made = prepared or read_text(founding.text)
    document, change_set = made.document, made.change_set
    try:
        charter = _add(writer, founding)
    except IntegrityError as error:  # somebody else took the slug at this very moment
        raise rules.taken(founding.slug) from error
    lines.append(writer, charter, rules.founded(founding, document, change_set))
    revisions.keep_change_set(writer, change_set)
    revision = Revision(
        number=1,
        dated=founding.dated,
        published_at=writer.now,
        title=rules.FIRST_TITLE,
        document=document,
        text_sha256=document.sha256,
        change_sha256=change_set.sha256,
        amendment=None,
        round=None,
    )
    revisions.add_revision(writer, charter, revision)
    keep_names(writer, charter, revision)
    add_member(writer, charter, founding.steward, name=founding.steward_name, role=Role.STEWARD)
    return charter


def _add(writer: Writer, founding: Founding) -> Charter:
    return charters.add(
        writer,
        CharterRow(
            slug=founding.slug,
            handle="c_" + secrets.token_hex(8),
            title=founding.title.strip(),
            timezone=founding.timezone,
            visibility=founding.visibility,
            ruleset=json.dumps(founding.ruleset.to_dict()),
            head=1,
            public_since=writer.now if founding.visibility == "public" else None,
            created_at=writer.now,
        ),
    )


def can_be_slug(text: str) -> bool:
    """Whether the address of a charter could begin with this."""
    return rules.can_be_slug(text, RESERVED)


def _check(founding: Founding) -> None:
    rules.check_slug(founding.slug, RESERVED)
    plain(founding.title, "title")
    rules.check_settings(founding)
