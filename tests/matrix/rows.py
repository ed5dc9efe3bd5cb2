"""Who may do what, and when: a row for each act of each door, written from the rules.

`Row.who` says who may; `Row.when` in which states of a proposal. A reader of a public charter sees
what is proposed; everything that is said is for members (decision 0007). Where the answer differs
from state to state, `who` is a table by state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.matrix.scene import ROLES, STATES

Roles = frozenset[str]

ALL: Roles = frozenset(ROLES)
OUTSIDERS: Roles = frozenset({"reader", "stranger", "former"})
MEMBERS = ALL - OUTSIDERS
#: Who was a member when the decisions opened, and is one still.
ROLL = MEMBERS - {"newcomer"}
AUTHORS: Roles = frozenset({"author", "co-author", "steward-author"})
ASKED: Roles = frozenset({"asked"})
OBJECTOR: Roles = frozenset({"objector"})
STEWARDS: Roles = frozenset({"steward", "steward-author"})
#: Stewards who are free to decide about a proposal: not about one of their own.
GUIDES: Roles = frozenset({"steward"})
ASKER: Roles = frozenset({"member"})
NOBODY: Roles = frozenset()

EVERY = frozenset(STATES)
WRITTEN = frozenset({"draft", "discussion", "blocked"})
TALKED = frozenset({"discussion", "blocked"})
OPEN = frozenset({"opened", "answered"})
#: Where there has been a decision.
DECIDED = frozenset({"opened", "answered", "adopted", "blocked", "correction"})

#: Who has heard an objection: it shows with one's own answer, and to all members after the close.
HEARD = {"opened": OBJECTOR, "answered": ROLL, "blocked": MEMBERS}

#: Whose the first comment is; and who may say that it is answered, or settled.
SAYS = {**dict.fromkeys(EVERY, ASKER), "draft": frozenset({"author"})}
SETTLES = {**dict.fromkeys(EVERY, ASKER | AUTHORS | STEWARDS), "draft": AUTHORS}

Who = Roles | Mapping[str, Roles]


@dataclass(frozen=True)
class Row:
    """An act. `also` tells acts at the same address apart; `sent` is what is sent along."""

    who: Who
    when: frozenset[str] = EVERY
    sent: Mapping[str, Any] | list[Any] = field(default_factory=dict)
    also: str = ""
    query: str = ""

    def may(self, role: str, state: str) -> bool:
        """Whether somebody may, in a state."""
        who = self.who.get(state, NOBODY) if isinstance(self.who, Mapping) else self.who
        return state in self.when and role in who


K = "/{slug}/amendments/{k:int}"
R = K + "/rounds/{r:int}"
O = K + "/objections/{o:int}"  # noqa: E741 - as in the addresses
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
    f"POST {K}/submit": Row(AUTHORS, frozenset({"draft"})),
    f"POST {K}/withdraw": Row(AUTHORS, EVERY - {"adopted", "withdrawn"}),
    f"POST {K}/comments": Row(
        {**dict.fromkeys(EVERY, MEMBERS), "draft": AUTHORS}, EVERY, {"body": "Hm."}
    ),
    f"POST {K}/sense": Row(MEMBERS, TALKED, {"sense": "ready"}),
    f"POST {K}/summary": Row(STEWARDS, TALKED | OPEN | {"correction"}, {"body": "All agree."}),
    f"POST {K}/seen": Row(MEMBERS, EVERY, {"version": "1"}),
    f"POST {K}/comments/{{c:int}}/answered": Row(SETTLES),
    f"POST {K}/comments/{{c:int}}/take-over": Row(AUTHORS, WRITTEN),
    f"POST {K}/comments/{{c:int}}/edit": Row(SAYS, EVERY, {"body": "Hm, again."}),
    f"POST {K}/comments/{{c:int}}/take-back": Row(SAYS),
    f"POST {K}/comments/{{c:int}}/settled": Row(SETTLES),
    f"POST {K}/authors": Row(AUTHORS, WRITTEN, {"member": "{handle}"}),
    f"POST {K}/authors/join": Row(ASKED, WRITTEN),
    f"GET {R}": Row(ALL, DECIDED),
    f"POST {K}/rounds": Row(GUIDES, frozenset({"discussion"})),
    f"POST {R}/stance": Row(ROLL, OPEN, {"stance": "consent"}),
    f"POST {R}/repeat": Row(ASKED, frozenset({"answered"})),
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
    f"POST {R}/meeting": Row(GUIDES, frozenset({"opened"}), {"stance-{member}": "consent"}),
    f"POST {O}/support": Row({state: who - OBJECTOR for state, who in HEARD.items()}),
    f"POST {O}/turns": Row(HEARD, EVERY, {"says": "asks", "body": "Why?"}),
    f"POST {O}/set-aside": Row(GUIDES, frozenset({"answered", "blocked"}), {"note": "We looked."}),
    f"POST {K}/review": Row(MEMBERS, frozenset({"adopted"}), {"way": "keep"}),
}

NEW = {**VERSION, "act": "draft"}
#: Pages and forms of a charter.
CHARTER_PAGES: dict[str, Row | list[Row]] = {
    "GET /{slug}": Row(ALL),
    "GET /{slug}/revisions": Row(ALL),
    "GET /{slug}/revisions/{n:int}": Row(ALL),
    "GET /{slug}/on": Row(ALL, query="day=2024-01-31"),
    "GET /{slug}/on/{day}": Row(ALL),
    "GET /{slug}/compare": Row(ALL, query="a=1&b=2"),
    "GET /{slug}/compare/{a:int}...{b:int}": Row(ALL),
    "GET /{slug}/passages/{block}": Row(ALL),
    "GET /{slug}/amendments/together": Row(ALL),
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
    "POST /{slug}/members": [
        Row(STEWARDS, sent={"email": "new@example.org", "role": "member"}),
        Row(STEWARDS, sent={"email": "new@example.org", "role": "steward"}, also="steward"),
    ],
    "POST /{slug}/members/leave": Row(MEMBERS),
    "POST /{slug}/members/remove": Row(STEWARDS, sent={"member": "{handle}", "reason": "A."}),
    "POST /{slug}/rules": [
        Row(STEWARDS, sent={"max_rounds": "4", "act": "now"}),
        Row(MEMBERS, sent={"max_rounds": "4", "title": "Four", "act": "propose"}, also="propose"),
    ],
    "POST /{slug}/calendar": Row(MEMBERS),
    "POST /{slug}/read": Row(ALL),
}

CHARTER = "/api/v1/charters/{slug}"
N = CHARTER + "/amendments/{number}"
Q = N + "/rounds/{round_number}"
TEXT = {"base": "{head}", "text": "{text}"}

#: The same acts, for programs.
PROPOSAL_API: dict[str, Row | list[Row]] = {
    f"GET {N}": Row(ALL),
    f"GET {N}/comments": Row(MEMBERS),
    f"GET {N}/rounds": Row(ALL),
    f"GET {Q}": Row(ALL, DECIDED),
    f"GET {Q}/record": Row(ALL, DECIDED),
    f"POST {N}/review": Row(MEMBERS, frozenset({"adopted"}), {"way": "keep"}),
    f"POST {N}/versions": Row(AUTHORS, WRITTEN, TEXT),
    f"POST {N}/submit": Row(AUTHORS, frozenset({"draft"})),
    f"POST {N}/withdraw": Row(AUTHORS, EVERY - {"adopted", "withdrawn"}),
    f"PUT {N}/sense": Row(MEMBERS, TALKED, {"sense": "ready"}),
    f"POST {N}/summary": Row(STEWARDS, TALKED | OPEN | {"correction"}, {"body": "All agree."}),
    f"PUT {N}/seen": Row(MEMBERS, EVERY, {"version": 1}),
    f"POST {N}/authors": Row(AUTHORS, WRITTEN, {"member": "{handle}"}),
    f"POST {N}/authors/join": Row(ASKED, WRITTEN),
    f"POST {N}/comments": Row(
        {**dict.fromkeys(EVERY, MEMBERS), "draft": AUTHORS}, EVERY, {"body": "Hm."}
    ),
    f"POST {N}/comments/{{comment_number}}/answered": Row(SETTLES),
    f"PUT {N}/comments/{{comment_number}}": Row(SAYS, EVERY, {"body": "Hm, again."}),
    f"POST {N}/comments/{{comment_number}}/take-back": Row(SAYS),
    f"POST {N}/comments/{{comment_number}}/settled": Row(SETTLES),
    f"POST {N}/comments/{{comment_number}}/take-over": Row(AUTHORS, WRITTEN),
    f"POST {N}/rounds": Row(GUIDES, frozenset({"discussion"})),
    f"POST {Q}/extend": Row(
        GUIDES, OPEN | {"correction"}, {"closes_at": "{later}", "reason": "A holiday."}
    ),
    f"POST {Q}/dispute": Row(MEMBERS, frozenset({"correction"}), {"reason": "It says less."}),
    f"POST {Q}/close": Row(GUIDES, frozenset({"answered"})),
    f"POST {Q}/statement": Row(GUIDES, frozenset({"adopted", "blocked"}), {"statement": "So."}),
    f"PUT {Q}/stance": Row(ROLL, OPEN, {"stance": "consent"}),
    f"POST {Q}/stance/repeat": Row(ASKED, frozenset({"answered"})),
    f"POST {Q}/spoken": Row(
        GUIDES, frozenset({"opened"}), [{"member": "{handle}", "stance": "consent"}]
    ),
    f"POST {Q}/objections/{{objection}}": [
        Row(OBJECTOR, OPEN | {"blocked"}, {"resolution": "withdrawn", "note": "We talked."}),
        Row(
            GUIDES,
            frozenset({"answered", "blocked"}),
            {"resolution": "set_aside", "note": "We looked."},
            also="set aside",
        ),
    ],
    f"POST {Q}/objections/{{objection}}/support": Row(
        {state: who - OBJECTOR for state, who in HEARD.items()}
    ),
    f"POST {Q}/objections/{{objection}}/turns": Row(HEARD, EVERY, {"says": "asks", "body": "Why?"}),
}

CHARTER_API: dict[str, Row | list[Row]] = {
    f"GET {CHARTER}": Row(ALL),
    f"GET {CHARTER}/members": Row(MEMBERS),
    f"GET {CHARTER}/revisions": Row(ALL),
    f"GET {CHARTER}/revisions/{{number}}": Row(ALL),
    f"GET {CHARTER}/on/{{day}}": Row(ALL),
    f"GET {CHARTER}/compare/{{a}}...{{b}}": Row(ALL),
    f"GET {CHARTER}/reviews": Row(ALL),
    f"GET {CHARTER}/amendments": Row(ALL),
    f"GET {CHARTER}/amendments/together": Row(ALL),
    f"GET {CHARTER}/record": [Row(ALL), Row(ALL, query="openings=true", also="openings")],
    f"PATCH {CHARTER}/ruleset": Row(STEWARDS, sent={"changes": {"max_rounds": 4}}),
    f"POST {CHARTER}/members": Row(STEWARDS, sent={"email": "new@example.org"}),
    f"DELETE {CHARTER}/members/{{handle}}": Row(STEWARDS, sent={"reason": "A."}),
    f"POST {CHARTER}/leave": Row(MEMBERS),
    f"POST {CHARTER}/amendments": Row(MEMBERS, sent={**TEXT, "title": "A title"}),
    f"POST {CHARTER}/calendar": Row(MEMBERS),
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
    "GET /me/data": Row(SIGNED_IN),
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
    "POST /sign-in/code": "tests/web/pages/test_sign_in.py",
    "POST /sign-in/again": "tests/web/pages/test_drafts.py",
    "POST /sign-in/again/code": "tests/web/pages/test_drafts.py",
    "POST /me/drafts/{key}/throw-away": "tests/web/pages/test_drafts.py",
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
