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

from pydantic import AfterValidator, Field, PrivateAttr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import PydanticBaseSettingsSource as Source

from amendments.refusals import BadInput
from app import home as homes
from app import private, served
from app import setting_values as values
from app.storage.engine.clock_rules import Bounds
from app.storage.engine.database_url import EXAMPLES

#: The most a charter's text may be, in bytes of UTF-8.
TEXT_LIMIT = 1_000_000
#: The most a request may carry, in bytes: a text of the limit with everything in it escaped.
BODY_LIMIT = 4_000_000


#: The least signs of a secret that an installation sets for itself.
SHORTEST_SECRET = 16


#: Such as `10/10 minutes` or `100 per hour`.
RateLimit = Annotated[str, AfterValidator(values.rate), Field(examples=["100/10 minutes"])]


class Settings(BaseSettings):
    """What an installation can set. Every value has a default that works on one machine.

    Names in the environment that begin with `CHARTER_` and are none of these are refused, but for
    `CHARTER_TESTS_…`.
    """

    model_config = SettingsConfigDict(
        env_prefix=values.PREFIX, extra="forbid", hide_input_in_errors=True
    )

    #: The home of data. What is left out or written short here is whole once settings are read.
    data: str = Field(default="", examples=["/var/lib/living-charter"])
    database_url: Annotated[str, AfterValidator(values.database)] = Field(
        default="sqlite:///data/charter.db", examples=[EXAMPLES]
    )
    #: Without it, the address at which this place was served last.
    base_url: Annotated[str, AfterValidator(values.address)] = Field(
        default="http://127.0.0.1:8000", examples=["https://charter.example.org"]
    )
    smtp_url: Annotated[str, AfterValidator(values.smtp)] = Field(
        default="", repr=False, examples=["smtps://user:password@mail.example.org:465"]
    )
    mail_from: Annotated[str, AfterValidator(values.sender)] = Field(
        default="charter@localhost", examples=["charter@example.org"]
    )
    secret: str = Field(default="", repr=False)
    #: Spoken to those who ask for no other, and in what the program writes for all.
    language: Annotated[str, AfterValidator(values.language)] = Field(default="en", examples=["de"])
    #: How long the server waits before it looks again for what is due; 0 is never.
    tick_seconds: float = Field(default=2, ge=0, le=3600, allow_inf_nan=False, examples=["2"])
    demo: bool = Field(default=False, examples=["true"])
    #: For how long after signing in a steward's far-reaching acts need no second sign-in.
    fresh_minutes: float = Field(
        default=15, gt=0, le=7 * 24 * 60, allow_inf_nan=False, examples=["15"]
    )
    #: A provider of identities (OpenID Connect), and what it calls this place. Whether an address
    #: that it has checked connects an account by itself is for who trusts it with that.
    oidc_issuer: Annotated[str, AfterValidator(values.issuer)] = Field(
        default="", examples=["https://id.example.org"]
    )
    oidc_client_id: str = ""
    oidc_client_secret: str = Field(default="", repr=False)
    oidc_name: str = ""
    oidc_trust_email: bool = Field(default=False, examples=["true"])
    #: Other names under which people reach this place, with commas between them.
    allowed_hosts: Annotated[str, AfterValidator(values.hosts)] = Field(
        default="", examples=["www.example.org,charter.example.net"]
    )
    #: `info` also tells of every request, by its route and without anything about people.
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="warning", examples=["info"]
    )
    #: The file with the list of erasures; without it, one in the home of data.
    erasures: str = ""
    #: How much one person or network may ask for, and where it is counted: see app.web.limits.
    limits: bool = Field(default=True, examples=["false"])
    limits_storage: Annotated[str, AfterValidator(values.counted_where)] = Field(
        default="memory://", repr=False, examples=["redis://127.0.0.1:6379"]
    )
    limit_codes_address: RateLimit = "10/10 minutes"
    limit_codes_network: RateLimit = "300/10 minutes"
    limit_tries: RateLimit = "300/10 minutes"
    limit_acts: RateLimit = "1200/minute"
    limit_joining: RateLimit = "60/hour"
    limit_comments: RateLimit = "120/minute"
    limit_exports: RateLimit = "240/minute"
    limit_comparisons: RateLimit = "240/minute"
    #: How much memory answers may take up that are kept in a process; 0 keeps none.
    cache_megabytes: float = Field(
        default=16, ge=0, le=100_000, allow_inf_nan=False, examples=["16"]
    )
    #: What a clock may do before nothing is saved any more: see docs/clock.md.
    clock_leap: timedelta = Field(default=Bounds().leap, ge=timedelta(minutes=1), examples=["PT1H"])
    clock_silence: timedelta = Field(
        default=Bounds().silence, ge=timedelta(days=1), examples=["P180D"]
    )
    clock_tolerance: timedelta = Field(
        default=Bounds().tolerance, ge=timedelta(seconds=1), examples=["PT5M"]
    )
    #: Where the source code of this very service can be had, as its licence asks.
    source_url: Annotated[str, AfterValidator(values.link)] = Field(
        default="", examples=["https://code.example.org/charter"]
    )

    _home: homes.Home = PrivateAttr()

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: Source, *_: Source, **__: Source
    ) -> tuple[Source, ...]:
        """What is given in code, then the environment; nothing else."""
        return init_settings, values.Environment(settings_cls)

    @model_validator(mode="after")
    def _together(self) -> Self:
        """Find the home; refuse half a provider; know where this place was served last."""
        self._home = homes.find(self.data, self.database_url)
        self.data, self.database_url = str(self._home.folder), self._home.database_url
        named = self.oidc_issuer, self.oidc_client_id
        more = self.oidc_client_secret, self.oidc_name, self.oidc_trust_email
        if any((*named, *more)) and not all(named):
            raise ValueError(
                "To sign in by a provider of identities, CHARTER_OIDC_ISSUER and "
                "CHARTER_OIDC_CLIENT_ID are both set, or none of CHARTER_OIDC_…"
            )
        if "base_url" not in self.model_fields_set:
            self.base_url = served.address(self._home.folder) or self.base_url
        return self

    @property
    def is_https(self) -> bool:
        """Whether people reach this place over HTTPS, so that cookies can be kept to it."""
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        """The name of the host under which people reach this place."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def cache_bytes(self) -> int:
        """The bound on kept answers, in bytes."""
        return int(self.cache_megabytes * 1_000_000)

    def clock_bounds(self) -> Bounds:
        """What the clock of this place may do."""
        return Bounds(self.clock_leap, self.clock_silence, self.clock_tolerance)

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


def read_settings() -> Settings:
    """The settings of the environment, all of them checked.

    Raises:
        BadInput: what is wrong with them, in plain words.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise BadInput(values.in_words(error, Settings)) from None


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
