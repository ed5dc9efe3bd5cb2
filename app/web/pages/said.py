"""What was just done, said once on the page that follows. The address carries a code only."""

from __future__ import annotations

from charter.language import N_
from charter.language import gettext as _

SAID = {
    "signed-in": N_("You are signed in."),
    "signed-out": N_("You are signed out."),
    "signed-out-everywhere": N_("You are signed out, here and on every other device."),
    "session-ended": N_("That browser is signed out."),
    "others-ended": N_("Every other browser is signed out."),
    "passkey-added": N_("Your passkey is added. You can sign in with it from now on."),
    "passkey-removed": N_("That passkey opens nothing any more."),
    "connected": N_("Connected. You can sign in that way from now on."),
    "disconnected": N_("That account opens nothing here any more."),
    "token-ended": N_("That token is worth nothing any more."),
    "drafted": N_("Your draft is saved. Only you can see it."),
    "thrown-away": N_("Your draft is thrown away."),
    "submitted": N_("Submitted. All members can read and discuss it now."),
    "again": N_("You have proposed exactly this already. Here it is."),
    "revised": N_("Your new version is saved."),
    "withdrawn": N_("The proposal is withdrawn. What was said about it stays."),
    "commented": N_("Your comment is there."),
    "edited": N_("Your comment has its new words. The earlier ones can still be read."),
    "taken-back": N_("Your comment is taken back."),
    "settled": N_("The thread is marked as settled."),
    "unsettled": N_("The thread is open again."),
    "reported": N_("The stewards are being told. What they answer will stand here."),
    "report-answered": N_("Answered. The person who reported it is being told."),
    "hidden": N_("The comment is hidden. Its author is being told why."),
    "restored": N_("The comment is shown again."),
    "hiding-answered": N_("The stewards can read your answer."),
    "appealed": N_("Another steward is being asked."),
    "appeal-decided": N_("Decided. The person who asked is being told."),
    "paused": N_("Their comments are paused. They are being told why."),
    "lifted": N_("The pause is over."),
    "opened": N_("The decision is open. Everyone on the roll is being told."),
    "answered": N_("Your answer is kept. You can change it until the decision closes."),
    "resolved": N_("The objection is resolved as you said."),
    "closed": N_("The decision is closed."),
    "published": N_("The decision is closed, and the proposal is in force."),
    "sensed": N_("Thank you. It binds nobody, and you can change it."),
    "summarised": N_("Your summary is there."),
    "seen": N_("Noted: you have looked at the newest version."),
    "question-answered": N_("The question is marked as answered."),
    "question-open": N_("The question is open again."),
    "taken-over": N_("The suggested wording is in a new version."),
    "author-asked": N_("Asked. They become an author when they say yes."),
    "author-joined": N_("You are an author of this proposal now."),
    "supported": N_("Noted: you see this objection too."),
    "unsupported": N_("Noted: you do not see this objection any more."),
    "tested": N_("What you said is there."),
    "set-aside": N_("Your reason is recorded. It takes two stewards to set an objection aside."),
    "extended": N_("Everyone has more time, and is being told why."),
    "disputed": N_("It is an ordinary proposal now, and its discussion begins."),
    "stated": N_("The outcome is told in your words."),
    "written": N_("Written down. Everyone concerned is being told, and can correct it."),
    "review-begun": N_("Here is your draft. Submit it when you are ready."),
    "rules-changed": N_("The rules are changed, and all members are being told."),
    "left": N_("You have left this charter. What you did here stays."),
    "removed": N_("They do not belong to this charter any more. What they did here stays."),
    "erased": N_("You are erased here, and signed out. Thank you for all that you gave."),
    "mail": N_("Kept. Your mail comes as you said."),
    "steward-made": N_("Done. They are a steward now, and are being told."),
    "steward-ended": N_("Done. They are a member now, and are being told."),
    "steward-proposed": N_(
        "Proposed. Another steward can confirm it within two weeks. The person it is about is "
        "being told."
    ),
    "steward-stopped": N_("It is over, and nothing has changed."),
    "steward-answered": N_("Your answer stands beside the proposal now."),
    "stepped-down": N_("You are a member now."),
    "invited": N_("The invitation is on its way. You see it here until it is answered or over."),
    "invitation-withdrawn": N_("Taken back. Its link works no more."),
    "invitation-declined": N_("Thank you for saying so. Nothing was kept of your address."),
    "joined": N_("You belong to this charter now."),
    "asked-to-join": N_("You have asked. The stewards answer you by mail."),
    "request-granted": N_("They belong to this charter now, and are being told."),
    "request-refused": N_("They are being told, with your reason."),
    "requests-open": N_("People can ask to join now."),
    "requests-closed": N_("People cannot ask to join any more. Invitations still work."),
}


def sentence(code: str | None) -> str | None:
    """The sentence of a code; nothing for a code that nobody knows."""
    return _(SAID[code]) if code in SAID else None
