"""The documentation as a small site: `make docs` builds it into build/docs."""

from __future__ import annotations

import tomllib
from pathlib import Path

_PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))

project = "Living Charter"
copyright = "the people who write Living Charter"  # noqa: A001 - Sphinx's own name
release = _PROJECT["project"]["version"]
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
html_theme = "alabaster"
html_title = f"Living Charter {release}"
html_show_sphinx = False
html_copy_source = False
html_theme_options = {"description": "A home for living documents", "fixed_sidebar": True}
# Headings can be linked as they can be in the checkout.
myst_heading_anchors = 4
# README.md and SECURITY.md lie above this folder; tests/docs/test_links.py follows every link.
suppress_warnings = ["myst.xref_missing"]
