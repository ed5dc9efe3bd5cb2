"""Passkeys: a device proves that it holds a key, and that its owner is there.

Everything about the protocol is done by `webauthn`; here it is tied to people and ceremonies. It is
imported where it is used: it takes long, and a command line has no use for it.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from amendments.refusals import BadInput
from app.services.authentication import ceremonies
from app.services.authentication.ceremonies import CeremonyKind
from app.services.texts.wording import plain
from app.settings import Settings
from app.storage.belonging import authentication
from app.storage.engine.session import Reader, Writer
from app.storage.tables import PasskeyRow
from charter.language import N_
from charter.language import gettext as _

log = logging.getLogger(__name__)
NAME = "Living Charter"
LONGEST_NAME = 100
MOST_PASSKEYS = 20
NOT_ADDED = N_("The passkey could not be added. Nothing was changed; please try again.")


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey in its person's list."""

    id: int
    name: str
    created_at: datetime
    last_used_on: date | None


@dataclass(frozen=True, slots=True)
class Site:
    """The place as devices know it: the host that a key is for, and the origin it is used on."""

    host: str
    origin: str


def site_of(settings: Settings) -> Site | None:
    """The site; None where browsers let no passkey work: by number, or without HTTPS."""
    parts = urlsplit(settings.base_url)
    host = settings.host
    try:
        ipaddress.ip_address(host)
    except ValueError:
        if settings.is_https or host == "localhost":
            return Site(host, f"{parts.scheme}://{parts.netloc}")
    return None


def list_passkeys(reader: Reader, person: int) -> list[Passkey]:
    """The passkeys of a person, the newest first."""
    return [
        Passkey(row.id, row.name, row.created_at, row.last_used_on)
        for row in authentication.passkeys_of(reader, person)
        if row.id is not None
    ]


def new_options(
    reader: Reader, site: Site, secret: bytes, key: str, person: int, email: str, name: str
) -> str:
    """What a browser needs to make a passkey for this person, as JSON."""
    import webauthn
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers import structs as wa

    present = authentication.passkeys_of(reader, person)
    handle = present[0].user_handle if present else ceremonies.derived_text(secret, key, "handle")
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=NAME,
        user_id=base64url_to_bytes(handle),
        user_name=email,
        user_display_name=name,
        challenge=ceremonies.derived(secret, key, "challenge"),
        authenticator_selection=wa.AuthenticatorSelectionCriteria(
            resident_key=wa.ResidentKeyRequirement.REQUIRED,
            user_verification=wa.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            wa.PublicKeyCredentialDescriptor(id=base64url_to_bytes(row.credential_id))
            for row in present
        ],
    )
    return webauthn.options_to_json(options)


def add_passkey(
    writer: Writer, site: Site, secret: bytes, key: str | None, person: int, name: str, answer: str
) -> None:
    """Keep the passkey that a browser made.

    Raises:
        BadInput: it was made for something else, or too late; or the name is too long.
    """
    called = plain(name, "name").strip() or "Passkey"
    if len(called) > LONGEST_NAME:
        raise BadInput(
            _("A name can have {longest_name} characters at most.").format(
                longest_name=LONGEST_NAME
            ),
            field="name",
        )
    import webauthn
    from webauthn.helpers import bytes_to_base64url

    begun = ceremonies.finish(writer, CeremonyKind.PASSKEY_NEW, key)
    present = authentication.passkeys_of(writer, person)
    if key is None or begun is None or begun.person != person or len(present) >= MOST_PASSKEYS:
        raise BadInput(_(NOT_ADDED))
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=ceremonies.derived(secret, key, "challenge"),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except Exception as error:
        log.info("a passkey was not added: %s", type(error).__name__)
        raise BadInput(_(NOT_ADDED)) from error
    credential = bytes_to_base64url(made.credential_id)
    if authentication.passkey(writer, credential) is not None:
        raise BadInput(_("This passkey is there already."))
    handle = present[0].user_handle if present else ceremonies.derived_text(secret, key, "handle")
    writer.session.add(
        PasskeyRow(
            person_id=person,
            credential_id=credential,
            public_key=bytes_to_base64url(made.credential_public_key),
            user_handle=handle,
            sign_count=made.sign_count,
            name=called,
            created_at=writer.now,
        )
    )


def use_options(site: Site, secret: bytes, key: str) -> str:
    """What a browser needs to show a passkey, whoever's it is, as JSON."""
    import webauthn
    from webauthn.helpers import structs as wa

    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=ceremonies.derived(secret, key, "challenge"),
        user_verification=wa.UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def use_passkey(
    writer: Writer, site: Site, secret: bytes, kind: CeremonyKind, key: str | None, answer: str
) -> int | None:
    """The id of the person whose passkey this is; None if it opens nothing.

    The ceremony is over also then: the caller commits whatever the answer is.
    """
    import webauthn
    from webauthn.helpers import base64url_to_bytes

    begun = ceremonies.finish(writer, kind, key)
    row = _named_in(writer, answer)
    if key is None or begun is None or row is None:
        return None
    try:
        shown = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=ceremonies.derived(secret, key, "challenge"),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(row.public_key),
            credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        )
    except Exception as error:  # noqa: BLE001 - whatever was sent, it opens nothing
        log.info("a passkey did not work: %s", type(error).__name__)
        return None
    row.sign_count, row.last_used_on = shown.new_sign_count, writer.now.date()
    return row.person_id if begun.person in {None, row.person_id} else None


def _named_in(writer: Writer, answer: str) -> PasskeyRow | None:
    """The passkey that an answer names, if its person is the one whom the device named."""
    try:
        sent = json.loads(answer)
        credential, handle = str(sent["id"]), str(sent["response"]["userHandle"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    row = authentication.passkey(
        writer, credential.encode("ascii", "replace").decode().replace("\0", "")
    )
    return (
        row
        if row
        and secrets.compare_digest(row.user_handle.encode(), handle.encode("utf-8", "replace"))
        else None
    )


def remove_passkey(writer: Writer, person: int, passkey: int) -> bool:
    """Remove a passkey of a person. Whether it was theirs."""
    for row in authentication.passkeys_of(writer, person):
        if row.id == passkey:
            writer.session.delete(row)
            return True
    return False
