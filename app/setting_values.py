"""What each setting may be. Every check says in plain words what is wrong with a value.

No message quotes a value: several hold a password.
"""

from __future__ import annotations

import difflib
import ipaddress
import re
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from pydantic_settings import EnvSettingsSource

from app.storage.engine.database_url import sqlite_file

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

PREFIX = "CHARTER_"
#: Names that begin with this are for who works on the program: how much is tested, and where.
FOR_TESTS = "CHARTER_TESTS_"
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?")
_ON_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


class Environment(EnvSettingsSource):
    """The environment, with every name in it that begins with `CHARTER_`, also unknown ones."""

    def __call__(self) -> dict[str, Any]:
        """The values by the names of fields; names that no field has are refused later."""
        names = [name for name in self.env_vars if name.upper().startswith(PREFIX)]
        given = {name for name in names if not name.upper().startswith(FOR_TESTS)}
        unknown = {name.removeprefix(PREFIX.lower()): self.env_vars[name] for name in given}
        return {**unknown, **super().__call__()}


def in_words(error: ValidationError, settings: type[BaseModel]) -> str:
    """What is wrong with the settings: a sentence or two for each."""
    return " ".join(_one_in_words(one, settings) for one in error.errors(include_input=False))


def _one_in_words(one: ErrorDetails, settings: type[BaseModel]) -> str:
    if not one["loc"]:
        return f"{one['ctx']['error']}."
    name = str(one["loc"][0])
    if one["type"] == "extra_forbidden":
        return _unknown(name, settings)
    examples = settings.model_fields[name].examples
    example = f" Example: {PREFIX}{name.upper()}={examples[0]}" if examples else ""
    return f"{PREFIX}{name.upper()} cannot be used: {_why(one)}.{example}"


def _why(one: ErrorDetails) -> str:
    context = one.get("ctx", {})
    words = {
        "value_error": str(context.get("error", "")),
        "bool_parsing": "it has to be true or false",
        "float_parsing": "it has to be a number",
        "finite_number": "it has to be a number",
        "literal_error": f"it has to be one of {context.get('expected', '')}",
        "greater_than": f"it has to be more than {context.get('gt', 0):g}",
        "greater_than_equal": f"it has to be {context.get('ge', 0):g} or more",
        "less_than_equal": f"it has to be {context.get('le', 0):g} at most",
    }
    return words.get(one["type"], str(one["msg"]))


def _unknown(name: str, settings: type[BaseModel]) -> str:
    known = [f"{PREFIX}{one}".upper() for one in settings.model_fields]
    given = f"{PREFIX}{name}".upper()
    near = difflib.get_close_matches(given, known, n=1, cutoff=0.0)
    return f"There is no setting {given}. The nearest is {near[0]}; unset what is not needed."


# --- one value each


def rate(text: str) -> str:
    """Such as `10/10 minutes` or `100 per hour`."""
    import limits

    try:
        item = limits.parse(text)
    except ValueError as error:
        raise ValueError("it has to say how often in which time") from error
    if item.amount < 1 or item.multiples < 1:
        raise ValueError(
            "it has to let through one at least; CHARTER_LIMITS=false takes limits away"
        )
    return text


def counted_where(text: str) -> str:
    """Where limits are counted: in memory, or in a storage that all processes share."""
    scheme, mark, _ = text.partition("://")
    if scheme == "memory" and mark:
        return text
    if not mark or scheme.startswith("async+"):
        raise ValueError("there is no such storage")
    from limits.errors import ConfigurationError
    from limits.storage import storage_from_string

    try:
        storage_from_string(text)
    except ConfigurationError as error:
        raise ValueError(
            "there is no such storage, or the Python package for it is not installed"
        ) from error
    except Exception as error:
        raise ValueError("its address cannot be read") from error
    return text


def language(code: str) -> str:
    """A language that this program speaks."""
    from app.language import languages

    if code not in languages():
        msg = f"there is no such language here; there are: {', '.join(languages())}"
        raise ValueError(msg)
    return code


def database(text: str) -> str:
    """The address of a database."""
    sqlite_file(text)
    return text


def address(text: str) -> str:
    """An address of pages: `http://` or `https://`, a host, perhaps a port, and no more.

    Returns it without a slash at its end, with the host as browsers send it.
    """
    parts = _parts(text)
    if parts.scheme not in {"http", "https"}:
        raise ValueError("it has to begin with http:// or https://")
    if parts.path not in {"", "/"}:
        raise ValueError(
            "it ends after the host and the port. This program needs a host name of its own, such "
            "as charter.example.org; it cannot be served under a path"
        )
    _refuse_more(parts)
    return f"{parts.scheme}://{_host_of(parts)}"


def issuer(text: str) -> str:
    """A provider of identities, exactly as it calls itself."""
    if not text:
        return text
    parts = _parts(text)
    _host_of(parts)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1"}:
        raise ValueError("a provider of identities is reached over https://")
    if parts.scheme not in {"http", "https"}:
        raise ValueError("it has to begin with https://")
    _refuse_more(parts)
    return text


def link(text: str) -> str:
    """An address that people are led to."""
    if text:
        parts = _parts(text)
        if parts.scheme not in {"http", "https"}:
            raise ValueError("it has to begin with http:// or https://")
        _host_of(parts)
    return text


def smtp(text: str) -> str:
    """A mail server."""
    if not text:
        return text
    parts = _parts(text)
    if parts.scheme not in {"smtp", "smtp+starttls", "smtps"}:
        raise ValueError("it has to begin with smtp://, smtp+starttls:// or smtps://")
    _host_of(parts)
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise ValueError(
            "it ends after the host and the port; in a name or a password, @ is written as %40, "
            "/ as %2F, ? as %3F, # as %23 and : as %3A"
        )
    if parts.password and not parts.username:
        raise ValueError("there is a password, but no name of a user before it")
    return text


def sender(text: str) -> str:
    """Who mail comes from: one address, perhaps with a name before it."""
    message = EmailMessage(SMTP)
    try:
        message["From"] = text
        (one,) = message["From"].addresses
    except (ValueError, IndexError) as error:
        raise ValueError("it has to be one e-mail address") from error
    if not (one.username and one.domain) or " " in one.addr_spec or message["From"].defects:
        raise ValueError("it has to be one e-mail address")
    return text


def hosts(text: str) -> str:
    """Names of hosts, with commas between them."""
    for one in text.split(","):
        if one.strip() and not _is_host(one.strip().lower().strip("[]")):
            raise ValueError(
                "it holds names of hosts with commas between them, without http://, port or path"
            )
    return text


# --- parts of addresses


def _parts(text: str) -> SplitResult:
    if not text:
        raise ValueError("it is empty; unset it for its default")
    if any(sign.isspace() or not sign.isprintable() for sign in text):
        raise ValueError("there is a space or an invisible sign in it")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise ValueError("it cannot be read; a port is a number from 1 to 65535") from error
    if port == 0:
        raise ValueError("a port is a number from 1 to 65535")
    if not parts.hostname:
        raise ValueError("it names no host")
    return parts


def _refuse_more(parts: SplitResult) -> None:
    if parts.query or parts.fragment:
        raise ValueError("it holds no ? and no #")
    if "@" in parts.netloc:
        raise ValueError("it holds no user and no password")


def _host_of(parts: SplitResult) -> str:
    """Host and port as they stand in an address; names in other scripts as browsers send them."""
    host = parts.hostname or ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise ValueError("there can be no host of this name") from error
    if not _is_host(host):
        raise ValueError("there can be no host of this name")
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{parts.port}" if parts.port else shown


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(_HOST.fullmatch(host)) and not host.replace(".", "").isdigit()
    return True
