"""The ways in, and what is a person's own."""

from __future__ import annotations

from typing import Literal

from app.addresses.building import address


def front() -> str:
    """All charters that somebody may see."""
    return address()


def style() -> str:
    """Every part of the pages, shown once."""
    return address("style")


def language() -> str:
    """Where a language is chosen."""
    return address("language")


def sign_in(then: str = "", *, at: str = "") -> str:
    """Signing in, and the local address to go to afterwards."""
    return address("sign-in", asked={"next": then}, at=at)


def sign_in_by(
    way: Literal["code", "passkey", "passkey/options", "again", "again/code"],
) -> str:
    """Where a code or a passkey is shown, the first time or again with a form kept."""
    return address("sign-in", way)


def sign_in_by_provider(then: str = "") -> str:
    """Signing in with the installation's provider."""
    return address("sign-in/provider", asked={"next": then})


def back_from_provider() -> str:
    """Where the provider sends people back to."""
    return address("sign-in/provider/back")


def sign_out(*, everywhere: bool = False) -> str:
    """Signing out here, or on every device."""
    return address("sign-out", "everywhere" if everywhere else "")


def answer(token: str) -> str:
    """Answering from a mail, by its token."""
    return address("answer", token)


def me(at: str = "") -> str:
    """What needs somebody."""
    return address("me", at=at)


def my_name() -> str:
    """Where somebody gives another name."""
    return address("me/name")


def my_draft_thrown_away(key: str) -> str:
    """Where a kept draft is thrown away."""
    return address("me/drafts", key, "throw-away")


def my_data(act: Literal["", "export"] = "") -> str:
    """What is kept about somebody."""
    return address("me/data", act)


def erase_me() -> str:
    """Having oneself erased."""
    return address("me/erase")


def confirm(way: Literal["", "code", "passkey", "passkey/options"] = "") -> str:
    """Where somebody shows once more who they are, before what is weighty."""
    return address("me/confirm", way)


def my_mail(act: Literal["", "quiet"] = "") -> str:
    """What comes to somebody by mail."""
    return address("me/mail", act)


def my_mail_of(slug: str) -> str:
    """Where somebody chooses what comes by mail from one charter."""
    return address("me/mail/charters", slug)


def mail_switch(token: str, way: Literal["off", "on"] = "off") -> str:
    """Switching a kind of mail off (or on again) from the mail itself, by its token."""
    return address("me/mail", way, token)


def security() -> str:
    """Where somebody is signed in, and how."""
    return address("me/security")


def security_act(
    act: Literal["passkeys", "passkeys/new", "provider", "tokens", "sessions/end-others"],
) -> str:
    """Where a way in is added, or all other sessions ended."""
    return address("me/security", act)


def passkey_removal(number: int) -> str:
    """Where a passkey is taken away."""
    return address("me/security/passkeys", number, "remove")


def identity_removal(number: int) -> str:
    """Where the identity at a provider is taken away."""
    return address("me/security/identities", number, "remove")


def session_end(number: int) -> str:
    """Where a session is ended."""
    return address("me/security/sessions", number, "end")


def token_end(number: int) -> str:
    """Where a token is ended."""
    return address("me/security/tokens", number, "end")
