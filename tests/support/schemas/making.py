"""Make what a new migration has to bring along: its fixture, and its digest on the list.

    make schema

The fixture is told by the present program, so this is run on the commit that brings the migration.
What has landed is never written again: neither its digest nor, as a rule, its fixture.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from app.storage.upkeep.upgrading import newest_schema
from tests.support.schemas.fixtures import DIGESTS, FOLDER, LANDED
from tests.support.schemas.telling import told, write

ROOT = Path(__file__).parents[3]
VERSIONS = ROOT / "alembic" / "versions"


def present() -> dict[str, str]:
    """The digest of each migration, and of each earlier form that is kept, by its path."""
    files = [*sorted(VERSIONS.glob("*.py")), *sorted(LANDED.glob("*.py"))]
    return {
        file.relative_to(ROOT).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
    }


def listed() -> dict[str, str]:
    """The digests of what has landed, by its path."""
    if not DIGESTS.exists():
        return {}
    lines = DIGESTS.read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, path in (line.split("  ") for line in lines)}


def main() -> None:
    """Write the fixture of the newest schema, and list what is not listed yet."""
    newest = newest_schema()
    kept, found = listed(), present()
    changed = [path for path, digest in kept.items() if found.get(path) != digest]
    # The newest may be worked on until it lands.
    if any(not Path(path).name.startswith(f"{newest}_") for path in changed):
        sys.exit(f"These have landed and are never changed: {', '.join(changed)}")
    fixture = FOLDER / f"{newest}.jsonl.xz"
    write(told(), fixture)
    lines = (f"{digest}  {path}\n" for path, digest in found.items())
    DIGESTS.write_text("".join(lines), encoding="utf-8")
    print(f"{fixture.relative_to(ROOT)} has {fixture.stat().st_size} bytes.")  # noqa: T201
    print(f"{DIGESTS.relative_to(ROOT)} names {len(found)} files.")  # noqa: T201


if __name__ == "__main__":
    main()
