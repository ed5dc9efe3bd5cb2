"""Who may do what, and when: a row for each act on pages, written from the rules."""

from __future__ import annotations

from tests.matrix.parts import (
    ALL,
    ASKED,
    ASKS_AGAIN,
    AUTHORS,
    DECIDED,
    ENDS,
    EVERY,
    GUIDES,
    HEARD,
    IN_IT,
    LEAVES,
    MEMBERS,
    NOBODY,
    OBJECTOR,
    OPEN,
    ROLL,
    SAYS,
    SETTLES,
    STEWARDS,
    TALKED,
    WRITTEN,
    K,
    O,
    R,
    Roles,
    Row,
)

WORDS = {"reason": "A.", "body": "A.", "answer": "A.", "restored": "yes"}
TERM = {"term": "Kindness", "meaning": "Being good."}
PAUSE = {"member": "{handle}", "until": "2030-01-01", "reason": "A."}
TALK = {"steward": "{steward}", "person-1": "{handle}", "body": "A."}
M = "/{slug}/mediation/{talk:int}"
REPORT = {"about": "proposal", "promise": "A.", "body": "A."}
VERSION = {"base": "{head}", "whole": "{text}", "title": "A title", "summary": "A", "reason": "B"}

#: Pages and forms about one proposal.
PROPOSAL_PAGES: dict[str, Row | list[Row]] = {
    f"GET {K}": Row(ALL),
    f"GET {K}/versions/{{a:int}}...{{b:int}}": Row(ALL),
    f"GET {K}/news": Row(MEMBERS),
    f"GET {K}/edit": Row(AUTHORS, WRITTEN),
    f"POST {K}/edit": [
        Row(AUTHORS, WRITTEN, {**VERSION, "act": "save"}),
        # Who comes too late still sees what they wrote.
        Row(AUTHORS, EVERY, {**VERSION, "act": "preview"}, also="look"),
    ],
    f"POST {K}/edit/preview": Row(AUTHORS, EVERY, VERSION),
    f"POST {K}/edit/places": Row(AUTHORS, WRITTEN, {**VERSION, "act": "save"}),
    f"POST {K}/submit": Row(AUTHORS, frozenset({"draft"})),
    f"POST {K}/withdraw": Row(AUTHORS, EVERY - {"adopted", "withdrawn"}, {"reason": "Not now."}),
    f"POST {K}/leave": Row(AUTHORS, WRITTEN),
    f"POST {K}/adopt": Row(MEMBERS, frozenset({"withdrawn"})),
    f"POST {K}/close": Row(GUIDES, TALKED, {"reason": "stale", "note": "Nobody spoke of it."}),
    f"POST {K}/keep-open": Row(MEMBERS, sent={"reason": "I go on."}, only_refused=True),
    f"POST {K}/comments": Row(
        {**dict.fromkeys(EVERY, MEMBERS), "draft": AUTHORS}, EVERY, {"body": "Hm."}
    ),
    f"POST {K}/sense": Row(MEMBERS, TALKED, {"sense": "ready"}),
    f"POST {K}/summary": Row(STEWARDS, TALKED | OPEN | {"correction"}, {"body": "All agree."}),
    f"POST {K}/seen": Row(MEMBERS, EVERY, {"version": "1"}),
    f"POST {K}/comments/{{c:int}}/answered": Row(SETTLES),
    f"POST {K}/comments/{{c:int}}/take-over": Row(AUTHORS, WRITTEN),
    f"POST {K}/keep-place": Row(AUTHORS, only_refused=True),
    f"POST {K}/comments/{{c:int}}/edit": Row(SAYS, EVERY, {"body": "Hm, again."}),
    f"POST {K}/comments/{{c:int}}/take-back": Row(SAYS),
    f"POST {K}/comments/{{c:int}}/settled": Row(SETTLES),
    f"POST {K}/comments/{{c:int}}/look-again": Row(ASKS_AGAIN, only_refused=True),
    f"POST {K}/comments/{{c:int}}/still-stands": Row(SAYS, only_refused=True),
    f"GET {K}/report": Row(MEMBERS),
    f"POST {K}/report": Row(MEMBERS, sent=REPORT, only_refused=True),
    f"POST {K}/comments/{{c:int}}/hide": Row(STEWARDS, sent=WORDS, only_refused=True),
    f"POST {K}/comments/{{c:int}}/restore": Row(STEWARDS, sent=WORDS, only_refused=True),
    f"POST {K}/comments/{{c:int}}/hiding/answer": Row(SAYS, sent=WORDS, only_refused=True),
    f"POST {K}/comments/{{c:int}}/hiding/appeal": Row(SAYS, sent=WORDS, only_refused=True),
    f"POST {K}/comments/{{c:int}}/hiding/decision": Row(STEWARDS, sent=WORDS, only_refused=True),
    f"POST {K}/authors": Row(AUTHORS, WRITTEN, {"member": "{handle}"}),
    f"POST {K}/authors/join": Row(ASKED, WRITTEN),
    f"GET {R}": Row(ALL, DECIDED),
    f"POST {K}/rounds": Row(GUIDES, frozenset({"discussion"})),
    f"POST {R}/stance": Row(ROLL, OPEN, {"stance": "consent"}),
    f"POST {R}/repeat": Row(ASKED, frozenset({"opened"})),
    f"POST {R}/objections/{{o:int}}": Row(
        OBJECTOR, OPEN | {"blocked"}, {"resolution": "withdrawn", "note": "We talked."}
    ),
    f"POST {R}/close": Row(GUIDES, frozenset({"answered"})),
    f"POST {R}/extend": Row(
        GUIDES, OPEN | {"correction"}, {"closes_at": "{later_local}", "reason": "A holiday."}
    ),
    f"POST {R}/dispute": Row(MEMBERS, frozenset({"correction"}), {"reason": "It says less."}),
    f"POST {R}/statement": Row(GUIDES, frozenset({"adopted", "blocked"}), {"statement": "So."}),
    f"GET {R}/meeting": Row(GUIDES, OPEN),
    f"POST {R}/meeting": Row(
        GUIDES,
        frozenset({"opened"}),
        {"stance-{member}": "consent"},
        refused_as=frozenset({422}),
    ),
    f"POST {O}/support": Row({state: who - OBJECTOR for state, who in HEARD.items()}),
    f"POST {O}/turns": Row(HEARD, EVERY, {"says": "asks", "body": "Why?"}),
    f"POST {O}/set-aside": Row(GUIDES, OPEN | {"blocked"}, {"note": "We looked."}),
    f"POST {K}/review": Row(MEMBERS, frozenset({"adopted"}), {"way": "keep"}),
}

NEW = {**VERSION, "act": "draft"}
#: Pages and forms of a charter.
CHARTER_PAGES: dict[str, Row | list[Row]] = {
    "GET /{slug}": Row(ALL),
    "GET /{slug}/revisions": Row(ALL),
    "GET /{slug}/revisions/{n:int}": Row(ALL),
    "GET /{slug}/revisions/{n:int}/text.md": Row(ALL),
    "GET /{slug}/revisions/{n:int}/text.txt": Row(ALL),
    "GET /{slug}/on": Row(ALL, query="day=2024-01-31"),
    "GET /{slug}/on/{day}": Row(ALL),
    "GET /{slug}/compare": Row(ALL, query="a=1&b=2"),
    "GET /{slug}/compare/{a:int}...{b:int}": Row(ALL),
    "GET /{slug}/passages/{block}": Row(ALL),
    "GET /{slug}/amendments": Row(ALL),
    "GET /{slug}/members": Row(ALL),
    "GET /{slug}/rules": Row(ALL),
    "GET /{slug}/record": Row(ALL),
    "GET /{slug}/calendar.ics": Row(ALL),
    "GET /{slug}/calendar": Row(ALL),
    "GET /{slug}/news": Row(MEMBERS),
    "GET /{slug}/desk": Row(STEWARDS),
    "GET /{slug}/amendments/new": Row(MEMBERS),
    "POST /{slug}/amendments/new": [
        Row(MEMBERS, sent=NEW),
        Row(MEMBERS, sent={**VERSION, "act": "preview"}, also="look"),
    ],
    "POST /{slug}/amendments/new/preview": Row(MEMBERS, sent=VERSION),
    "GET /{slug}/amendments/together": Row(ALL),
    "POST /{slug}/desk/reports/{n:int}": Row(STEWARDS, sent=WORDS, only_refused=True),
    "POST /{slug}/desk/pauses": Row(STEWARDS, sent=PAUSE, only_refused=True),
    "POST /{slug}/desk/pauses/{n:int}/lift": Row(STEWARDS, only_refused=True),
    "GET /{slug}/mediation": Row(MEMBERS),
    "POST /{slug}/mediation": Row(MEMBERS, sent=TALK),
    f"GET {M}": Row(IN_IT),
    f"POST {M}/notes": Row(IN_IT, sent=WORDS),
    f"POST {M}/leave": Row(LEAVES),
    f"POST {M}/end": Row(ENDS),
    "POST /{slug}/members/invitations": Row(STEWARDS, sent={"email": "new@example.org"}),
    "POST /{slug}/members/links": Row(STEWARDS, sent={"uses": "5", "days": "7"}),
    "POST /{slug}/members/invitations/{n}/withdraw": Row(STEWARDS, only_refused=True),
    "POST /{slug}/members/requests/switch": Row(STEWARDS, sent={"takes": "yes"}),
    "POST /{slug}/members/requests/{n}/yes": Row(STEWARDS, only_refused=True),
    "POST /{slug}/members/requests/{n}/no": Row(STEWARDS, sent=WORDS, only_refused=True),
    "POST /{slug}/members/stewards": Row(STEWARDS, sent={"member": "{handle}"}),
    "POST /{slug}/members/stewards/end": Row(
        STEWARDS, sent={"member": "{handle}", "way": "end", "reason": "A."}, only_refused=True
    ),
    "POST /{slug}/members/stewards/step-down": Row(STEWARDS),
    "POST /{slug}/members/stewards/{n}/confirm": Row(STEWARDS, only_refused=True),
    "POST /{slug}/members/stewards/{n}/stop": Row(STEWARDS, only_refused=True),
    "POST /{slug}/members/stewards/{n}/answer": Row(NOBODY, sent=WORDS, only_refused=True),
    "POST /{slug}/members/leave": Row(MEMBERS),
    "POST /{slug}/members/remove": Row(
        STEWARDS, sent={"member": "{handle}", "reason": "A.", "sure": "yes"}
    ),
    "POST /{slug}/rules": [
        Row(STEWARDS, sent={"max_rounds": "4", "act": "now"}),
        Row(MEMBERS, sent={"max_rounds": "4", "title": "Four", "act": "propose"}, also="propose"),
    ],
    "GET /{slug}/visibility": Row(ALL),
    "POST /{slug}/visibility": Row(STEWARDS, sent={"to": "open"}),
    "POST /{slug}/visibility/stop": Row(STEWARDS, only_refused=True),
    "POST /{slug}/visibility/consent": Row(MEMBERS, sent={"discussion": "yes"}, only_refused=True),
    "GET /{slug}/glossary": Row(ALL),
    "POST /{slug}/glossary": Row(MEMBERS, sent=TERM),
    "POST /{slug}/glossary/{number:int}": Row(MEMBERS, sent=TERM, only_refused=True),
    "POST /{slug}/glossary/{number:int}/undo": Row(MEMBERS, sent={"edit": "1"}, only_refused=True),
    "POST /{slug}/calendar": Row(MEMBERS),
    "POST /{slug}/read": Row(ALL),
}

SIGNED_IN: Roles = ALL - {"reader"}
#: What belongs to no charter: a person's own things, and the ways in. Others' own things are
#: asked for in tests of their own (`test_nobody_ends_what_is_somebody_elses`).
PLACE: dict[str, Row] = {
    "GET /": Row(ALL),
    "GET /sign-in": Row(ALL),
    "GET /health": Row(ALL),
    "GET /ready": Row(ALL),
    "GET /api/v1/charters": Row(ALL),
    "GET /me": Row(SIGNED_IN),
    "POST /me/name": Row(SIGNED_IN, sent={"name": "Another"}),
    "PUT /api/v1/me/name": Row(SIGNED_IN, sent={"name": "Another"}),
    "GET /me/data": Row(SIGNED_IN),
    "GET /me/erase": Row(SIGNED_IN),
    "POST /me/data": Row(SIGNED_IN),
    "POST /me/data/export": Row(SIGNED_IN),
    "GET /api/v1/me/data": Row(SIGNED_IN),
    "POST /language": Row(ALL, sent={"language": "en"}),
    "GET /me/mail": Row(SIGNED_IN),
    "GET /me/security": Row(SIGNED_IN),
    "POST /me/mail/quiet": Row(SIGNED_IN, sent={"begins": "22", "ends": "7", "zone": ""}),
    "POST /me/security/sessions/end-others": Row(SIGNED_IN),
    "POST /me/security/tokens": Row(
        SIGNED_IN, sent={"name": "A", "scope": "read", "expires": "30"}
    ),
    "POST /sign-in": Row(ALL, sent={"email": "dov@example.org"}),
}

#: What a link or a ceremony opens, whoever comes with it, or what is asked elsewhere, and where.
ELSEWHERE = {
    "GET /{slug}/join": "tests/web/pages/test_belonging.py",
    "POST /{slug}/join": "tests/web/pages/test_belonging.py",
    "GET /{slug}/join/{token}": "tests/web/pages/test_belonging.py",
    "POST /{slug}/join/{token}": "tests/web/pages/test_belonging.py",
    "POST /api/v1/charters/{slug}/requests": "tests/web/pages/test_belonging.py",
    "GET /{slug}/live": "below: it is asked at each event, not at the door",
    "GET /{slug}/calendar/{token}.ics": "below: the address is the key",
    "GET /answer/{token}": "tests/web/pages/test_answer.py",
    "POST /answer/{token}": "tests/web/pages/test_answer.py",
    "GET /me/mail/off/{token}": "tests/web/pages/test_mail.py",
    "POST /me/mail/off/{token}": "tests/web/pages/test_mail.py",
    "POST /me/mail/on/{token}": "tests/web/pages/test_mail.py",
    "POST /me/mail/charters/{name}": "tests/web/pages/test_mail.py",
    "POST /sign-out": "tests/web/pages/test_sign_in.py",
    "POST /sign-out/everywhere": "tests/web/pages/test_sign_in.py",
    "GET /sign-in/code": "tests/cli/test_printed_addresses.py",
    "POST /sign-in/code": "tests/web/pages/test_sign_in.py",
    "POST /sign-in/again": "tests/web/pages/test_drafts.py",
    "POST /sign-in/again/code": "tests/web/pages/test_drafts.py",
    "POST /me/drafts/{key}/throw-away": "tests/web/pages/test_drafts.py",
    "POST /me/erase": "tests/web/pages/test_erase.py",
    "GET /style": "tests/web/pages/test_style.py",
    "POST /me/confirm": "tests/web/pages/test_step_up.py",
    "POST /me/confirm/code": "tests/web/pages/test_step_up.py",
    "POST /sign-in/passkey/options": "tests/web/pages/test_passkeys.py",
    "POST /sign-in/passkey": "tests/web/pages/test_passkeys.py",
    "POST /me/confirm/passkey/options": "tests/web/pages/test_passkeys.py",
    "POST /me/confirm/passkey": "tests/web/pages/test_passkeys.py",
    "POST /me/security/passkeys/new": "tests/web/pages/test_passkeys.py",
    "POST /me/security/passkeys": "tests/web/pages/test_passkeys.py",
    "POST /me/security/passkeys/{number:int}/remove": "tests/web/pages/test_passkeys.py",
    "GET /sign-in/provider": "tests/web/pages/test_provider.py",
    "POST /me/security/provider": "tests/web/pages/test_provider.py",
    "GET /sign-in/provider/back": "tests/web/pages/test_provider.py",
    "POST /me/security/identities/{number:int}/remove": "tests/web/pages/test_provider.py",
    "POST /me/security/sessions/{number:int}/end": "tests/web/pages/test_security.py",
    "POST /me/security/tokens/{number:int}/end": "tests/web/pages/test_security.py",
    "GET /api/v1/openapi.json": "tests/web/api/test_schema.py",
    "GET /favicon.ico": "nothing",
}
