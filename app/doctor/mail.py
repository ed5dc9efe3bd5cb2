"""Checks of mail: does it go out, and does its server answer?"""

from __future__ import annotations

from app.doctor.findings import Finding, Patient, skipped, trouble, well
from app.mail.sending.senders import in_words, try_connection
from app.mail.sending.waiting import stuck, waiting_mail


def outbox(patient: Patient) -> Finding:
    """What waits, what has failed, and since when."""
    reader = patient.reader
    if reader is None:
        return skipped("outbox", "The database has no outbox that this program could read.")
    waiting = waiting_mail(reader)
    if not waiting:
        return well("outbox", "No letter waits.")
    failed, given_up = (
        [one for one in waiting if one.tries],
        [one for one in waiting if one.given_up],
    )
    says = (
        f"{len(waiting)} letters wait, the oldest since {waiting[0].since:%Y-%m-%d %H:%M} UTC; "
        f"{len(failed)} have failed, {len(given_up)} are given up."
    )
    if stuck(reader) is not None or given_up:
        return trouble("outbox", says, "Call charter outbox --retry: it says why.")
    return well("outbox", says)


def server(patient: Patient) -> Finding:
    """Whether the mail server takes a connection; asked only with `--mail`."""
    url = patient.settings.smtp_url
    if not url:
        says = "No mail server is set, so who serves prints letters to the terminal or the log."
        if patient.settings.is_https:
            return trouble("mail", says, "Set CHARTER_SMTP_URL and CHARTER_MAIL_FROM.")
        return skipped("mail", says, "Set CHARTER_SMTP_URL to send them.")
    if not patient.ask_mail:
        return skipped("mail", "The mail server was not asked; --mail asks it.")
    try:
        try_connection(url)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is said
        return trouble("mail", f"It does not work: {in_words(error)}.", "See CHARTER_SMTP_URL.")
    return well("mail", "The mail server answers.")
