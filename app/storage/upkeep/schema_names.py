"""Which forms of the tables there are, by the names of the files that make them."""

from __future__ import annotations

from app import paths


def newest_schema_name() -> str:
    """The number of the form that this program works with: that of the newest migration."""
    return max(schema_names())


def schema_names() -> set[str]:
    """The numbers of all forms that this program knows."""
    files = (paths.migrations() / "versions").glob("[0-9]*_*.py")
    return {one.name.partition("_")[0] for one in files}
