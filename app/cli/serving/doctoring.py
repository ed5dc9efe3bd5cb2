"""`charter doctor`: is all well here, and what is to be done where it is not?"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from app.doctor import DoctorState, Finding, examine


def doctor(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
    whole: Annotated[
        bool, typer.Option("--whole", help="Look at everything, however long it takes.")
    ] = False,
    mail: Annotated[bool, typer.Option("--mail", help="Also connect to the mail server.")] = False,
) -> None:
    """Look whether all is well: settings, files, database, records, mail, clock, disk.

    It changes nothing. Exit status 0 if all is well, 1 if something is to be done.
    """
    found = []
    for one in examine(whole=whole, ask_mail=mail):
        found.append(one)
        if not as_json:
            print(_line(one), flush=True)
    bad = [one for one in found if one.state is DoctorState.TROUBLE]
    if as_json:
        print(json.dumps(_as_json(found, is_well=not bad), ensure_ascii=False, indent=2))
    else:
        print("All is well." if not bad else f"{len(bad)} of {len(found)} need you.")
    raise typer.Exit(1 if bad else 0)


def _line(one: Finding) -> str:
    do = f" Do: {one.do}" if one.do else ""
    return f"{one.state.value:8} {one.name:10} {one.says}{do}"


def _as_json(found: list[Finding], *, is_well: bool) -> dict[str, object]:
    checks = [
        {"name": one.name, "state": one.state.value, "says": one.says, "do": one.do}
        for one in found
    ]
    return {"well": is_well, "checks": checks}
