"""Messages to a person about their own account, so that nothing about it happens unseen."""

from __future__ import annotations

from app import addresses
from app.mail.sending.outbox import put
from app.storage.engine.session import Writer
from charter.language import gettext as _


def tell_of_new_way_in(writer: Writer, base_url: str, email: str, what: str) -> None:
    """Tell someone that there is a new way into their account."""
    put(
        writer,
        email,
        _("A new way into your account"),
        _(
            "Just now this was added to your account: {what}.\n"
            "\n"
            "If that was you, there is nothing to do. If not, open "
            "{security}, take it away, and sign out on every device.\n"
        ).format(what=what, security=base_url + addresses.security()),
    )
