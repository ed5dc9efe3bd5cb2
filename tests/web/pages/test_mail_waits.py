"""Pages say it when mail does not go out: to who waits for a code, and to stewards."""

from __future__ import annotations

import pytest

from app.mail.sending.outbox import put, send_due
from app.mail.sending.waiting import PATIENCE

SAID = "no mail goes out from this place"


def _refuse(_message):
    raise ConnectionRefusedError


@pytest.fixture
def without_mail(site, clock):
    """Mail has not gone out for a while."""
    with site.installation.database.writing() as writer:
        put(writer, "cleo@example.org", "Hello", "…")
    send_due(site.installation.database, _refuse, "charter@example.org")
    clock.advance(PATIENCE)
    return site


# The same for an address that nobody has.
@pytest.mark.parametrize("who", ["cleo", "nobody"])
def test_who_waits_for_a_code_is_told(without_mail, who):
    assert SAID in without_mail.get("/sign-in").text
    assert SAID in without_mail.post("/sign-in", email=f"{who}@example.org").text


def test_stewards_are_told_since_when_and_how_much_waits(without_mail):
    without_mail.sign_in("ada")
    page = without_mail.get(f"{without_mail.base}/desk")
    assert "No mail has gone out from this place since" in page.text
    assert "charter outbox --retry" in page.text


def test_while_mail_goes_out_nothing_is_said(site):
    with site.installation.database.writing() as writer:
        put(writer, "cleo@example.org", "Hello", "…")
    send_due(site.installation.database, lambda _: None, "charter@example.org")
    assert SAID not in site.get("/sign-in").text
    site.sign_in("ada")
    assert "No mail has gone out" not in site.get(f"{site.base}/desk").text
