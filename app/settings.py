"""Settings, from the environment with the prefix `CHARTER_`."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import tempfile
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

#: The most a charter's text may be, in bytes of UTF-8.
TEXT_LIMIT = 1_000_000
#: The most a request may carry, in bytes: a text of the limit with everything in it escaped.
BODY_LIMIT = 4_000_000


class Settings(BaseSettings):
    """What an installation can set. Every value has a default that works on one machine."""

    model_config = SettingsConfigDict(env_prefix="CHARTER_", extra="ignore")

    database_url: str = "sqlite:///data/charter.db"
    base_url: str = "http://127.0.0.1:8000"
    smtp_url: str = ""
    mail_from: str = "charter@localhost"
    secret: str = Field(default="", repr=False)
    tick_seconds: float = 2.0
    demo: bool = False
    #: For how long after signing in a steward's far-reaching acts need no second sign-in.
    fresh_minutes: float = 15
    #: Where the source code of this very service can be had, as its licence asks.
    source_url: str = ""

    @property
    def is_https(self) -> bool:
        """Whether people reach this place over HTTPS, so that cookies can be kept to it."""
        return self.base_url.startswith("https://")

    def data_folder(self) -> Path:
        """The folder beside the SQLite file, where the secret is kept too."""
        prefix = "sqlite:///"
        if self.database_url.startswith(prefix):
            return Path(self.database_url.removeprefix(prefix)).parent
        return Path("data")

    def secret_key(self) -> bytes:
        """The secret that signs and hashes; made on first use and kept in the data folder.

        Raises:
            OSError: the folder or the file can be neither read nor written.
        """
        if self.secret:
            return self.secret.encode()
        kept = self.data_folder() / "secret"
        if not kept.exists():
            _make_secret(kept)
        secret = kept.read_text(encoding="ascii").strip().encode()
        if not secret:
            raise OSError(errno.EINVAL, "it is empty; remove it, and it is made anew", str(kept))
        return secret


def _make_secret(file: Path) -> None:
    """Make the secret, whole or not at all, and once also if several processes begin together."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(32) + "\n")
    with contextlib.suppress(FileExistsError):
        os.link(unfinished, file)
    Path(unfinished).unlink()
