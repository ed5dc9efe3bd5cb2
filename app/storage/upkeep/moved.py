"""Names under which migrations that have landed import what stands elsewhere by now.

A migration is never edited once it has landed, so what it calls has to be found where it was then.
"""

from __future__ import annotations

import sys
from importlib import import_module

#: Modules by the names that they had, and where they are.
MODULES = {
    "amendments.shown_names": "amendments.belonging.shown_names",
    "charter.canonical": "charter.text.canonical",
    "charter.measuring": "charter.history.measuring",
}
#: What is a package by now, and what was called in the module that it was.
NAMES = {"app.rendering.markdown": ("app.rendering.markdown.html", "heading_names")}


def find_what_moved() -> None:
    """Let migrations find what they import. It can be done any number of times."""
    for old, new in MODULES.items():
        sys.modules.setdefault(old, import_module(new))
    for package, (module, name) in NAMES.items():
        setattr(import_module(package), name, getattr(import_module(module), name))
