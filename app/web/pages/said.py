"""What was just done, said once on the page that follows. The address carries a code only."""

from __future__ import annotations

SAID = {
    "signed-in": "You are signed in.",
    "signed-out": "You are signed out.",
    "signed-out-everywhere": "You are signed out, here and on every other device.",
    "session-ended": "That browser is signed out.",
    "others-ended": "Every other browser is signed out.",
    "passkey-added": "Your passkey is added. You can sign in with it from now on.",
    "passkey-removed": "That passkey opens nothing any more.",
    "connected": "Connected. You can sign in that way from now on.",
    "disconnected": "That account opens nothing here any more.",
    "token-ended": "That token is worth nothing any more.",
    "drafted": "Your draft is saved. Only you can see it.",
    "submitted": "Submitted. All members can read and discuss it now.",
    "again": "You have proposed exactly this already. Here it is.",
    "revised": "Your new version is saved.",
    "withdrawn": "The proposal is withdrawn. What was said about it stays.",
    "commented": "Your comment is there.",
    "opened": "The decision is open. Everyone on the roll is being told.",
    "answered": "Your answer is kept. You can change it until the decision closes.",
    "resolved": "The objection is resolved as you said.",
    "closed": "The decision is closed.",
    "published": "The decision is closed, and the proposal is in force.",
    "sensed": "Thank you. It binds nobody, and you can change it.",
    "summarised": "Your summary is there.",
    "seen": "Noted: you have looked at the newest version.",
    "question-answered": "The question is marked as answered.",
    "question-open": "The question is open again.",
    "taken-over": "The suggested wording is in a new version.",
    "author-asked": "Asked. They become an author when they say yes.",
    "author-joined": "You are an author of this proposal now.",
    "supported": "Noted: you see this objection too.",
    "unsupported": "Noted: you do not see this objection any more.",
    "tested": "What you said is there.",
    "set-aside": "Your reason is recorded. It takes two stewards to set an objection aside.",
    "extended": "Everyone has more time, and is being told why.",
    "disputed": "It is an ordinary proposal now, and its discussion begins.",
    "stated": "The outcome is told in your words.",
    "written": "Written down. Everyone concerned is being told, and can correct it.",
    "review-begun": "Here is your draft. Submit it when you are ready.",
    "rules-changed": "The rules are changed, and all members are being told.",
    "left": "You have left this charter. What you did here stays.",
    "removed": "They do not belong to this charter any more. What they did here stays.",
    "erased": "You are erased here, and signed out. Thank you for all that you gave.",
    "mail": "Kept. Your mail comes as you said.",
    "member": "Done. The new member is in the list.",
}


def sentence(code: str | None) -> str | None:
    """The sentence of a code; nothing for a code that nobody knows."""
    return SAID.get(code) if code else None
