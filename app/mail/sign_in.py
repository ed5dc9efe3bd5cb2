"""The message that carries a one-time code."""

from __future__ import annotations

from urllib.parse import quote

from app import addresses
from app.mail.sending.outbox import put
from app.storage.engine.session import Writer
from charter.language import gettext as _


def sign_in_link(base_url: str, email: str, code: str) -> str:
    """The link that carries a code. It stands after `#`, so that no server or log ever sees it."""
    return base_url + addresses.sign_in(at=f"{quote(email)}:{code}")


def send_code(writer: Writer, base_url: str, email: str, code: str) -> None:
    """Mail someone their code."""
    put(
        writer,
        email,
        _("Your code to sign in"),
        _(
            "Your code is {code}\n"
            "\n"
            "Type it in where you asked for it, or open this link and press the button:\n"
            "{sign_in_link}\n"
            "\n"
            "It works once, for ten minutes. If you did not ask for it, you can forget "
            "this mail.\n"
        ).format(code=code, sign_in_link=sign_in_link(base_url, email, code)),
    )
