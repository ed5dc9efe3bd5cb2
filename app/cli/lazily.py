"""Commands whose modules are imported when they are called: most need much that others do not.

After "Lazily Loading Subcommands" in the documentation of Click. What the list of commands says of
each stands beside its name, so that it can be shown without importing any.
"""

from __future__ import annotations

from collections import UserDict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command


@dataclass(frozen=True, slots=True)
class CommandPlace:
    """Where a command is: a module in `app.cli` and a function; and its first sentence."""

    module: str
    function: str
    says: str

    def load(self, name: str) -> TyperCommand:
        """The command itself."""
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command(name)(getattr(import_module(f"app.cli.{self.module}"), self.function))
        made = get_command(alone)
        assert isinstance(made, TyperCommand)
        return made


class LoadedCommands(UserDict[str, Any]):
    """Commands by their names, each loaded when somebody asks for it."""

    def __init__(self, places: Mapping[str, CommandPlace]) -> None:
        super().__init__(places)

    def __getitem__(self, name: str) -> TyperCommand:
        """A command; a `KeyError` where there is none."""
        found = self.data[name]
        if isinstance(found, CommandPlace):
            found = self.data[name] = found.load(name)
        command: TyperCommand = found
        return command


def lazy_group(places: Mapping[str, CommandPlace]) -> type[TyperGroup]:
    """The kind of group that has these commands."""

    class LazyGroup(TyperGroup):
        """A group that shows what is said of its commands, and loads the one that is called."""

        def __init__(self, **more: Any) -> None:  # noqa: ANN401 - what Typer gives it
            super().__init__(**more)
            self._shown = self.commands
            self.commands = LoadedCommands(places)

        def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - as Click has it
            """The names of all."""
            return list(self._shown)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - as Click has it
            """What is shown of a command."""
            return self._shown.get(cmd_name)

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - the same
            """The command that is called, loaded."""
            name, shown, rest = super().resolve_command(ctx, args)
            return name, self.commands[name] if name is not None else shown, rest

    return LazyGroup
