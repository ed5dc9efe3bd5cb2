"""Which version of the program this is."""

from __future__ import annotations

from importlib.metadata import version

PROGRAM: str = version("living-charter")
