"""Settings, from the environment with the prefix `CHARTER_`."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

import limits
from pydantic import AfterValidator, Field, PrivateAttr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from amendments.refusals import BadInput
from app import home as homes
from app import private
from app.language import languages
from app.storage.clock_rules import Bounds

#: The most a charter's text may be, in bytes of UTF-8.
TEXT_LIMIT = 1_000_000
#: The most a request may carry, in bytes: a text of the limit with everything in it escaped.
BODY_LIMIT = 4_000_000


#: The least signs of a secret that an installation sets for itself.
SHORTEST_SECRET = 16


def _rate(text: str) -> str:
    limits.parse(text)
    return text


def _issuer(address: str) -> str:
    parts = urlsplit(address)
    if address and parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1"}:
        raise ValueError("a provider of identities is reached over https://")
    return address


def _language(code: str) -> str:
    if code not in languages():
        msg = f"there is no such language here; there are: {', '.join(languages())}"
        raise ValueError(msg)
    return code


#: Such as `10/10 minutes` or `100 per hour`.
RateLimit = Annotated[str, AfterValidator(_rate)]


class Settings(BaseSettings):
    """What an installation can set. Every value has a default that works on one machine."""

    model_config = SettingsConfigDict(env_prefix="CHARTER_", extra="ignore")

    #: The home of data. What is left out or written short here is whole once settings are read.
    data: str = ""
    database_url: str = "sqlite:///data/charter.db"
    base_url: str = "http://127.0.0.1:8000"
    smtp_url: str = ""
    mail_from: str = "charter@localhost"
    secret: str = Field(default="", repr=False)
    #: Spoken to those who ask for no other, and in what the program writes for all.
    language: Annotated[str, AfterValidator(_language)] = "en"
    tick_seconds: float = 2.0
    demo: bool = False
    #: For how long after signing in a steward's far-reaching acts need no second sign-in.
    fresh_minutes: Annotated[float, Field(gt=0)] = 15
    #: A provider of identities (OpenID Connect), and what it calls this place. Whether an address
    #: that it has checked connects an account by itself is for who trusts it with that.
    oidc_issuer: Annotated[str, AfterValidator(_issuer)] = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = Field(default="", repr=False)
    oidc_name: str = ""
    oidc_trust_email: bool = False
    #: Other names under which people reach this place, with commas between them.
    allowed_hosts: str = ""
    #: `info` also tells of every request, by its route and without anything about people.
    log_level: Literal["debug", "info", "warning", "error"] = "warning"
    #: The file with the list of erasures; without it, one in the home of data.
    erasures: str = ""
    #: How much one person or network may ask for, and where it is counted: see app.web.limits.
    limits: bool = True
    limits_storage: str = "memory://"
    limit_codes_address: RateLimit = "10/10 minutes"
    limit_codes_network: RateLimit = "300/10 minutes"
    limit_tries: RateLimit = "300/10 minutes"
    limit_acts: RateLimit = "1200/minute"
    limit_joining: RateLimit = "60/hour"
    limit_comments: RateLimit = "120/minute"
    limit_exports: RateLimit = "240/minute"
    limit_comparisons: RateLimit = "240/minute"
    #: What a clock may do before nothing is saved any more: see docs/clock.md.
    clock_leap: Annotated[timedelta, Field(ge=timedelta(minutes=1))] = Bounds().leap
    clock_silence: Annotated[timedelta, Field(ge=timedelta(days=1))] = Bounds().silence
    clock_tolerance: Annotated[timedelta, Field(ge=timedelta(seconds=1))] = Bounds().tolerance
    #: Where the source code of this very service can be had, as its licence asks.
    source_url: str = ""
    _home: homes.Home = PrivateAttr()

    @property
    def is_https(self) -> bool:
        """Whether people reach this place over HTTPS, so that cookies can be kept to it."""
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        """The name of the host under which people reach this place."""
        return urlsplit(self.base_url).hostname or ""

    def clock_bounds(self) -> Bounds:
        """What the clock of this place may do."""
        return Bounds(self.clock_leap, self.clock_silence, self.clock_tolerance)

    @model_validator(mode="after")
    def _find_home(self) -> Self:
        self._home = homes.find(self.data, self.database_url)
        self.data, self.database_url = str(self._home.folder), self._home.database_url
        return self

    @property
    def home(self) -> homes.Home:
        """The home of data, and how it was found."""
        return self._home

    def erasures_file(self) -> Path:
        """The list of who was erased, without names, that outlives the database."""
        if self.erasures:
            return homes.within(self._home.folder, self.erasures)
        return self._home.folder / homes.ERASURES

    def secret_key(self) -> bytes:
        """The secret that signs and hashes; made on first use and kept in the home of data.

        Raises:
            OSError: the folder or the file can be neither read nor written.
            BadInput: the secret that is set could be guessed.
        """
        if self.secret:
            _refuse_guessable(self.secret, is_demo=self.demo)
            return self.secret.encode()
        kept = self._home.folder / homes.SECRET
        if not kept.exists():
            _make_secret(kept)
        secret = kept.read_text(encoding="ascii").strip().encode()
        if not secret:
            raise OSError(errno.EINVAL, "it is empty; remove it, and it is made anew", str(kept))
        return secret


def _refuse_guessable(secret: str, *, is_demo: bool) -> None:
    """Outside of a demonstration, refuse what stands in examples or is soon tried out."""
    known = any(
        word in secret.lower() for word in ("changeme", "change-me", "change_me", "example")
    )
    if is_demo or not (known or len(secret) < SHORTEST_SECRET or len(set(secret)) < 8):  # noqa: PLR2004
        return
    msg = (
        f"CHARTER_SECRET could be guessed: it needs {SHORTEST_SECRET} signs or more, by chance. "
        "Unset it and one is made and kept, or make one with: openssl rand -base64 32"
    )
    raise BadInput(msg)


def _make_secret(file: Path) -> None:
    """Make the secret, whole or not at all, and once also if several processes begin together."""
    private.make_folder(file.parent)
    handle, unfinished = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(32) + "\n")
    with contextlib.suppress(FileExistsError):
        os.link(unfinished, file)
    Path(unfinished).unlink()
