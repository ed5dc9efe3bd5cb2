"""Every command, in one list."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from app.cli.lazily import CommandPlace, lazy_group

COMMANDS = {
    "start": CommandPlace(
        "serving.serving",
        "start",
        "Begin: found the Care Charter if there is no charter yet, then serve.",
    ),
    "serve": CommandPlace("serving.serving", "serve", "Bring the database up to date, then serve."),
    "demo": CommandPlace(
        "serving.serving",
        "demo",
        "Serve an invented community with proposals in every state, in a throw-away database.",
    ),
    "tick": CommandPlace(
        "serving.serving",
        "tick",
        "Do what is due: close decisions, send mail. The server also does it by itself.",
    ),
    "clock": CommandPlace(
        "serving.clock",
        "clock",
        "Show what the clocks say and what is thought of them; exit 1 if something is wrong.",
    ),
    "found": CommandPlace(
        "communities.communities", "found", "Found a charter with FILE as revision 1."
    ),
    "read": CommandPlace(
        "communities.documents",
        "read_",
        "Show as JSON how a document is read: text, passages, changes, comments. Founds nothing.",
    ),
    "import": CommandPlace(
        "communities.communities",
        "import_",
        "Append earlier known revisions, before any proposal exists.",
    ),
    "invite": CommandPlace(
        "communities.belonging",
        "invite",
        "Print a link with which one person, or several, can join. It is shown this once.",
    ),
    "member": CommandPlace(
        "communities.communities",
        "member",
        "Add a member, or give one another role. It is recorded as done by the operator.",
    ),
    "remove": CommandPlace(
        "communities.communities",
        "remove",
        "Remove a member. Their answers stay, and so do the rolls that they are on.",
    ),
    "rules": CommandPlace(
        "communities.communities",
        "rules",
        "Show the decision rules, or change some. All members are told of a change.",
    ),
    "visibility": CommandPlace(
        "communities.visibility",
        "visibility",
        "Show who can read a charter, or change it: narrower at once, wider after a week.",
    ),
    "reviews": CommandPlace(
        "communities.deciding",
        "reviews",
        "List the adopted proposals that are to be looked at again, the earliest first.",
    ),
    "round": CommandPlace(
        "communities.deciding",
        "round_",
        "Print the whole record of one decision as JSON, as any member may read it.",
    ),
    "calendar": CommandPlace(
        "communities.deciding",
        "calendar",
        "Print the calendar in iCalendar form, or the address under which a member can subscribe.",
    ),
    "sign-in": CommandPlace(
        "communities.communities", "sign_in", "Print a one-time link and code for someone."
    ),
    "token": CommandPlace(
        "communities.communities",
        "token",
        "Print a new API token for someone. It is shown this once.",
    ),
    "diff": CommandPlace(
        "communities.comparing", "diff", "Show what changed between two files or two revisions."
    ),
    "glossary": CommandPlace(
        "communities.texts", "glossary_", "List the words that a charter's glossary explains."
    ),
    "export": CommandPlace("communities.texts", "export", "Write a charter out."),
    "verify": CommandPlace(
        "communities.verifying",
        "verify_",
        "Check an exported record offline. Exit status 0 only if it is consistent.",
    ),
    "doctor": CommandPlace(
        "serving.doctoring",
        "doctor",
        "Look whether all is well: settings, files, database, records, mail, clock, disk.",
    ),
    "outbox": CommandPlace(
        "serving.outbox",
        "outbox",
        "List the letters that wait to go out: to whom, from where, since when, and how often "
        "tried.",
    ),
    "backup": CommandPlace(
        "serving.backups",
        "backup",
        "Write a consistent copy of everything, while others go on working.",
    ),
    "restore": CommandPlace(
        "serving.backups",
        "restore",
        "Bring a backup back, into a database that is empty. Who was erased since is erased again.",
    ),
    "drill": CommandPlace(
        "serving.backups",
        "drill",
        "Bring a backup back aside, verify every record, count, and throw it away.",
    ),
    "my-data": CommandPlace(
        "communities.keeping",
        "my_data_",
        "Write everything about one person into a file, for someone who asks for it by letter.",
    ),
    "erase": CommandPlace(
        "communities.keeping",
        "erase",
        "Erase a person who asks for it by letter. Without --yes it only says what would happen.",
    ),
}

app = typer.Typer(
    name="charter",
    cls=lazy_group(COMMANDS),
    help="Living Charter: a home for texts that a community changes by consent.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

#: It tells of wrong settings among all else that may be wrong.
_READS_SETTINGS_ITSELF = {"doctor"}


def _show_version(wanted: bool) -> None:
    if wanted:
        from app.cli import version

        version.show()


@app.callback()
def begin(
    context: typer.Context,
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show which version it is."
        ),
    ] = False,
) -> None:
    """Living Charter: a home for texts that a community changes by consent."""
    # Settings are checked before anything else, for every command alike.
    asks_for_help = {"-h", "--help"} & set(sys.argv)
    if context.invoked_subcommand not in _READS_SETTINGS_ITSELF and not asks_for_help:
        from app.settings import read_settings

        read_settings()


def _shown() -> None:
    """Stand for a command in the list of all."""


for _name, _place in COMMANDS.items():
    app.command(_name, help=_place.says)(_shown)
