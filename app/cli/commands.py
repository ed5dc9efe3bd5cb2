"""Every command, in one list."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from app.cli import (
    backups,
    belonging,
    clock,
    communities,
    deciding,
    doctoring,
    keeping,
    outbox,
    serving,
    texts,
    version,
    visibility,
)
from app.settings import read_settings

app = typer.Typer(
    name="charter",
    help="Living Charter: a home for texts that a community changes by consent.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

#: It tells of wrong settings among all else that may be wrong.
_READS_SETTINGS_ITSELF = {"doctor"}


@app.callback()
def begin(
    context: typer.Context,
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=version.show, is_eager=True, help="Show which version it is."
        ),
    ] = False,
) -> None:
    """Living Charter: a home for texts that a community changes by consent."""
    # Settings are checked before anything else, for every command alike.
    asks_for_help = {"-h", "--help"} & set(sys.argv)
    if context.invoked_subcommand not in _READS_SETTINGS_ITSELF and not asks_for_help:
        read_settings()


app.command("start")(serving.start)
app.command("serve")(serving.serve)
app.command("demo")(serving.demo)
app.command("tick")(serving.tick)
app.command("clock")(clock.clock)

app.command("found")(communities.found)
app.command("import")(communities.import_)
app.command("invite")(belonging.invite)
app.command("member")(communities.member)
app.command("remove")(communities.remove)
app.command("rules")(communities.rules)
app.command("visibility")(visibility.visibility)
app.command("reviews")(deciding.reviews)
app.command("round")(deciding.round_)
app.command("calendar")(deciding.calendar)
app.command("sign-in")(communities.sign_in)
app.command("token")(communities.token)

app.command("diff")(texts.diff)
app.command("glossary")(texts.glossary_)
app.command("export")(texts.export)
app.command("verify")(texts.verify_)

app.command("doctor")(doctoring.doctor)
app.command("outbox")(outbox.outbox)
app.command("backup")(backups.backup)
app.command("restore")(backups.restore)
app.command("drill")(backups.drill)
app.command("my-data")(keeping.my_data_)
app.command("erase")(keeping.erase)
