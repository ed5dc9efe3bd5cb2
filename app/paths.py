"""Where the program's own files are, in a checkout and when installed.

An installed wheel carries `templates/` and `alembic/` inside the package; a checkout has them at
its top level.
"""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent


def _first(*places: Path) -> Path:
    for place in places:
        if place.is_dir():
            return place
    msg = f"the program's files are missing: none of {', '.join(map(str, places))} is there"
    raise RuntimeError(msg)


def templates() -> Path:
    """The folder of the Jinja2 templates."""
    return _first(_PACKAGE / "templates", _CHECKOUT / "templates")


def migrations() -> Path:
    """The folder of the Alembic migrations."""
    return _first(_PACKAGE / "migrations", _CHECKOUT / "alembic")


def static() -> Path:
    """The folder of the files that are served as they are."""
    return _PACKAGE / "web" / "static"


def words() -> Path:
    """The folder of the catalogues, one folder in it for each language but English."""
    return _PACKAGE / "locale"


def data() -> Path:
    """The folder of data where no setting names one: beside a checkout, or where the platform
    keeps data of the programs that somebody has installed.
    """
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _CHECKOUT / "data"
    return user_data_path("living-charter", appauthor=False)
