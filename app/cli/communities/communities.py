"""Communities: `found`, `import`, `member`, `remove`, `rules`, `sign-in`, `token`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from amendments.belonging.people import Role
from amendments.belonging.stewardship import check_until
from amendments.durations import parse_duration
from amendments.founding.founding import Founding
from amendments.refusals import BadInput, NotFound
from app.cli.communities.documents import as_lines, founding_text, rows_of, say_how_read
from app.cli.communities.git_history import versions
from app.cli.place import locked, look_up, looked_at, opened
from app.mail.sign_in import sign_in_link
from app.rendering.remarks import remarks_on
from app.services.authentication.addresses import find_person, read_address
from app.services.authentication.sign_in import new_code
from app.services.authentication.tokens import Scope, new_token, read_scope
from app.services.belonging.add_member import add_member
from app.services.belonging.end_membership import remove_member
from app.services.belonging.stewards import end_of
from app.services.founding.found import found_charter, read_text
from app.services.founding.import_history import DatedText, import_history, read_history
from app.services.texts.change_rules import change_rules
from app.settings import Settings
from app.storage.texts import charters
from charter.language import gettext as _
from charter.text.clauses import Clauses, said_of
from charter.text.date_field import dated_line, with_field

Slug = Annotated[str, typer.Argument(help="The charter's slug.")]
Email = Annotated[str, typer.Argument(help="An e-mail address.")]
FILL_DATE = "Let every revision show its own date where the text says when it was revised last."
_HOW_TO_FILL = "With --fill-date every revision shows its own date there."
KEEP_LINES = "Keep clauses on lines of their own, and bullets, as they are typed."


def _day(text: str, what: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        msg = f"{what} “{text[:30]}” is no day of the calendar. Write it as 2023-08-08."
        raise BadInput(msg) from error


def found(
    file: Annotated[
        Path, typer.Argument(help="The founding text: .docx, .odt, .html, .md or .txt.")
    ],
    slug: Annotated[str, typer.Option(help="Its name in addresses, such as care-charter.")],
    title: Annotated[str, typer.Option(help="Its title.")],
    dated: Annotated[str, typer.Option(help="The date of the text, YYYY-MM-DD.")],
    steward: Annotated[str, typer.Option(help="The first steward's e-mail address.")],
    timezone: Annotated[str, typer.Option(help="The charter's time zone.")] = "UTC",
    visibility: Annotated[str, typer.Option(help="public or members.")] = "public",
    name: Annotated[str, typer.Option(help="The first steward's name.")] = "",
    keep_lines: Annotated[bool, typer.Option("--keep-lines", help=KEEP_LINES)] = False,
    fill_date: Annotated[
        bool | None, typer.Option("--fill-date/--keep-date", help=FILL_DATE)
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Only say how the text would be read; found nothing.")
    ] = False,
) -> None:
    """Found a charter with FILE as revision 1."""
    text, document = founding_text(file)
    if document is not None:
        say_how_read(document)
    founding = Founding(
        slug=slug,
        title=title,
        text=_with_date(text, wanted=False if preview else fill_date),
        dated=_day(dated, "The date"),
        steward=steward,
        steward_name=name,
        timezone=timezone,
        visibility=visibility,
    )
    prepared = read_text(founding.text, keep_lines=keep_lines)
    for said in remarks_on(prepared.document):
        print(said, file=sys.stderr)
    _say_done(prepared.done)
    if preview:
        for line in as_lines(document.passages) if document is not None else ():
            print(line)
        print(f"It would be read as {len(prepared.document.blocks)} passages. Nothing was founded.")
        return
    with opened(make=True) as database, database.writing() as writer:
        charter = found_charter(writer, founding, prepared)
    print(f"{charter.title} is founded as “{charter.slug}”: revision 1, dated {founding.dated}.")


def _with_date(text: str, *, wanted: bool | None) -> str:
    """The text, with its date as a field that is filled in, if that is wanted.

    Who cannot be asked keeps the date as it stands, and is told how it could be.
    """
    found = dated_line(text)
    if found is None:
        return text
    if wanted is None and sys.stdin.isatty():
        wanted = typer.confirm(
            f"The text says “{found.line}”. Shall every revision show its own date there?"
        )
    if wanted:
        return with_field(text)
    print(f"The text says “{found.line}”, and goes on saying so. {_HOW_TO_FILL}", file=sys.stderr)
    return text


def _say_done(done: Clauses) -> None:
    """What was done to the lines of a text, and how they can be kept."""
    said = said_of(done)
    for sentence in said:
        print(sentence, file=sys.stderr)
    if said:
        how = _("No word was changed. With --keep-lines, the lines stay as they are.")
        print(how, file=sys.stderr)


def import_(
    slug: Slug,
    file: Annotated[
        Path,
        typer.Argument(help="JSON lines with date, text and maybe title; or a git repository."),
    ],
    path: Annotated[
        str, typer.Option(help="The charter's file in the git repository, such as CHARTER.md.")
    ] = "",
    keep_lines: Annotated[bool, typer.Option("--keep-lines", help=KEEP_LINES)] = False,
) -> None:
    """Append earlier known revisions, before any proposal exists."""
    if file.is_dir() and not path:
        msg = f"{file} is a folder. Name the file in that git repository with --path."
        raise BadInput(msg)
    texts = list(versions(file, path) if path else _dated_texts(file))
    with opened() as database:
        with database.reading() as reader:
            charter = look_up(reader, slug).charter
            prepared = read_history(reader, charter, texts, keep_lines=keep_lines)
        with database.writing() as writer:
            charter = locked(writer, slug).charter
            added = import_history(writer, charter, texts, prepared, keep_lines=keep_lines)
    revisions = "1 revision" if added == 1 else f"{added} revisions"
    print(f"{revisions} added to “{slug}”, {len(texts) - added} read the same as before.")
    if said_of(prepared.done):
        print(_("In the newest text:"), file=sys.stderr)
        _say_done(prepared.done)


def _dated_texts(file: Path) -> Iterator[DatedText]:
    for number, line in enumerate(rows_of(file).split("\n"), 1):
        if not line.strip():
            continue
        try:
            body: Any = json.loads(line)
            title = body.get("title", "")
            dated, text = body["date"], body["text"]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            msg = f'Line {number} is not a JSON object with "date" and "text".'
            raise BadInput(msg) from error
        if not isinstance(text, str) or not isinstance(dated, str) or not isinstance(title, str):
            msg = f"Line {number}: date, text and title have to be texts."
            raise BadInput(msg)
        yield DatedText(number, _day(dated, f"Line {number}: the date"), text, title)


def member(
    slug: Slug,
    email: Email,
    name: Annotated[str, typer.Option(help="Their name, for someone new.")] = "",
    role: Annotated[Role | None, typer.Option(help="member or steward.")] = None,
    until: Annotated[str, typer.Option(help="The last day of a steward's term.")] = "",
) -> None:
    """Add a member, or give one another role. It is recorded as done by the operator."""
    if role is Role.READER:
        msg = "A role is either member or steward; a reader needs none."
        raise BadInput(msg)
    last = _day(until, _("The last day")) if until else None
    if last is not None and role is not Role.STEWARD:
        raise BadInput(_("Only a steward has a term: add --role steward."))
    with opened() as database, database.writing() as writer:
        charter = locked(writer, slug).charter
        ends_at = end_of(last, charter.zone)
        check_until(ends_at, writer.now)
        number = add_member(writer, charter, email, name=name, role=role, until=ends_at)
        who = next(one for one in charters.members(writer, charter.id) if one.member == number)
    print(f"{who.name} ({who.email}) is a {who.role} of “{slug}”.")


def remove(
    slug: Slug,
    email: Email,
    reason: Annotated[str, typer.Option(help="Why. It is kept with the record.")],
) -> None:
    """Remove a member. Their answers stay, and so do the rolls that they are on."""
    address = read_address(email)
    with opened() as database, database.writing() as writer:
        charter = locked(writer, slug).charter
        person = find_person(writer, email)
        everyone = charters.members(writer, charter.id)
        who = next((one for one in everyone if person and one.person == person.id), None)
        if who is None:
            msg = f"Nobody with the address {address} is a member of “{slug}”."
            raise NotFound(msg)
        remove_member(writer, charter, who.handle, reason)
    print(f"{who.name} ({who.email}) is no member of “{slug}” any more.")


def _option(what: str) -> Any:  # noqa: ANN401 - what Typer calls it
    return typer.Option(help=what, show_default=False)


def rules(
    slug: Slug,
    discussion: Annotated[str | None, _option("How long it is discussed at least: P5D.")] = None,
    round_: Annotated[
        str | None, typer.Option("--round", help="How long a decision is open.")
    ] = None,
    quorum: Annotated[str | None, _option("The part of the roll that has to answer: 1/3.")] = None,
    reveal: Annotated[str | None, _option("after_stance, live or after_close.")] = None,
    need_time: Annotated[str | None, _option("What “I need more time” adds, once: PT72H.")] = None,
    late_objection: Annotated[str | None, _option("What an objection leaves at least.")] = None,
    neighbour_notice: Annotated[str | None, _option("What changed neighbours leave.")] = None,
    max_rounds: Annotated[str | None, _option("Blocked rounds before it is a draft again.")] = None,
    editorial: Annotated[str | None, _option("How long a correction waits: P3D.")] = None,
    set_aside: Annotated[
        str | None, _option("yes or no: whether two stewards may set an objection aside.")
    ] = None,
    rules_change: Annotated[
        str | None, _option("Who changes these rules: stewards, or members by an amendment.")
    ] = None,
    closing: Annotated[
        str | None, _option("How long anyone can say no before a proposal is closed: P7D.")
    ] = None,
    reason: Annotated[str, _option("Why they change. It is kept with the record.")] = "",
) -> None:
    """Show the decision rules, or change some. All members are told of a change."""
    given = {
        "discussion": discussion,
        "round": round_,
        "quorum": quorum,
        "reveal": reveal,
        "need_time": need_time,
        "late_objection": late_objection,
        "neighbour_notice": neighbour_notice,
        "max_rounds": max_rounds,
        "editorial": editorial,
        "set_aside": set_aside,
        "rules_change": rules_change,
        "closing": closing,
    }
    changes = {key: value for key, value in given.items() if value is not None}
    with opened() if changes else looked_at() as database:
        if changes:
            with database.writing() as writer:
                change_rules(writer, locked(writer, slug).charter, changes, reason=reason)
        with database.reading() as reader:
            ruleset = look_up(reader, slug).charter.ruleset
    for key, value in ruleset.to_dict().items():
        shown = ("yes" if value else "no") if isinstance(value, bool) else value
        print(f"{key:17} {shown}")


def sign_in(email: Email) -> None:
    """Print a one-time link and code for someone."""
    settings = Settings()
    with opened(settings) as database, database.writing() as writer:
        code = new_code(writer, settings.secret_key(), email)
    if code is None:
        msg = f"Nobody with the address {email[:200]} is known here. See charter member."
        raise BadInput(msg)
    print(sign_in_link(settings.base_url, read_address(email), code))
    print(code)


def token(
    email: Email,
    name: Annotated[str, typer.Option(help="What it is for.")] = "command line",
    scope: Annotated[
        str, typer.Option(help="What it may do at most: read, take-part or steward.")
    ] = Scope.STEWARD.value,
    expires: Annotated[
        str, typer.Option(help="After how long it ends, such as P90D; without it, never.")
    ] = "",
) -> None:
    """Print a new API token for someone. It is shown this once."""
    lasts = parse_duration(expires) if expires else None
    may = read_scope(scope)
    with opened() as database, database.writing() as writer:
        print(new_token(writer, email, name, may, lasts))
