"""Who may do what through the JSON API: the same acts as on pages, for programs."""

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
    Row,
)

CHARTER = "/api/v1/charters/{slug}"
N = CHARTER + "/amendments/{number}"
Q = N + "/rounds/{round_number}"
TEXT = {"base": "{head}", "text": "{text}"}

#: The same acts, for programs.
PROPOSAL_API: dict[str, Row | list[Row]] = {
    f"GET {N}": Row(ALL),
    f"GET {N}/comments": Row(MEMBERS),
    f"GET {N}/mirror": Row(MEMBERS),
    f"GET {N}/not-heard": Row(STEWARDS),
    f"GET {N}/rounds": Row(ALL),
    f"GET {Q}": Row(ALL, DECIDED),
    f"GET {Q}/record": Row(ALL, DECIDED),
    f"POST {N}/review": Row(MEMBERS, frozenset({"adopted"}), {"way": "keep"}),
    f"POST {N}/versions": Row(AUTHORS, WRITTEN, TEXT),
    f"POST {N}/submit": Row(AUTHORS, frozenset({"draft"})),
    f"POST {N}/withdraw": Row(AUTHORS, EVERY - {"adopted", "withdrawn"}, {"reason": "Not now."}),
    f"POST {N}/leave": Row(AUTHORS, WRITTEN),
    f"POST {N}/adopt": Row(MEMBERS, frozenset({"withdrawn"})),
    f"POST {N}/close": Row(GUIDES, TALKED, {"reason": "stale", "note": "Nobody spoke of it."}),
    f"POST {N}/keep-open": Row(MEMBERS, sent={"reason": "I go on."}, only_refused=True),
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
    f"POST {N}/comments/{{comment_number}}/look-again": Row(ASKS_AGAIN, only_refused=True),
    f"POST {N}/comments/{{comment_number}}/still-stands": Row(SAYS, only_refused=True),
    f"POST {N}/reports": Row(MEMBERS, sent={"promise": "A.", "body": "A."}, only_refused=True),
    f"POST {N}/comments/{{comment_number}}/hide": Row(
        STEWARDS, sent={"reason": "A."}, only_refused=True
    ),
    f"POST {N}/comments/{{comment_number}}/restore": Row(STEWARDS, only_refused=True),
    f"POST {N}/comments/{{comment_number}}/hiding/answer": Row(
        SAYS, sent={"body": "A."}, only_refused=True
    ),
    f"POST {N}/comments/{{comment_number}}/hiding/appeal": Row(
        SAYS, sent={"body": "A."}, only_refused=True
    ),
    f"POST {N}/comments/{{comment_number}}/hiding/decision": Row(
        STEWARDS, sent={"restored": True, "reason": "A."}, only_refused=True
    ),
    f"POST {N}/comments/{{comment_number}}/take-over": Row(AUTHORS, WRITTEN),
    f"POST {N}/keep-place": Row(AUTHORS, only_refused=True),
    f"POST {N}/rounds": Row(GUIDES, frozenset({"discussion"})),
    f"POST {Q}/extend": Row(
        GUIDES, OPEN | {"correction"}, {"closes_at": "{later}", "reason": "A holiday."}
    ),
    f"POST {Q}/dispute": Row(MEMBERS, frozenset({"correction"}), {"reason": "It says less."}),
    f"POST {Q}/close": Row(GUIDES, frozenset({"answered"})),
    f"POST {Q}/statement": Row(GUIDES, frozenset({"adopted", "blocked"}), {"statement": "So."}),
    f"PUT {Q}/stance": Row(ROLL, OPEN, {"stance": "consent"}),
    f"POST {Q}/stance/repeat": Row(ASKED, frozenset({"opened"})),
    f"POST {Q}/spoken": Row(
        GUIDES,
        frozenset({"opened"}),
        [{"member": "{handle}", "stance": "consent"}],
        refused_as=frozenset({422}),
    ),
    f"POST {Q}/objections/{{objection}}": [
        Row(OBJECTOR, OPEN | {"blocked"}, {"resolution": "withdrawn", "note": "We talked."}),
        Row(
            GUIDES,
            OPEN | {"blocked"},
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
    f"GET {CHARTER}/visibility": Row(ALL),
    f"PUT {CHARTER}/visibility": Row(
        STEWARDS, sent={"visibility": "public", "discussion": "everyone"}
    ),
    f"PUT {CHARTER}/visibility/consent": Row(MEMBERS, sent={"discussion": True}, only_refused=True),
    f"GET {CHARTER}/glossary": Row(ALL),
    f"POST {CHARTER}/glossary": Row(MEMBERS, sent={"term": "Kindness", "meaning": "Good."}),
    f"PUT {CHARTER}/glossary/{{number}}": Row(
        MEMBERS, sent={"term": "Kindness", "meaning": "Good."}, only_refused=True
    ),
    f"DELETE {CHARTER}/glossary/{{number}}": Row(MEMBERS, only_refused=True),
    f"POST {CHARTER}/glossary/{{number}}/undo": Row(MEMBERS, sent={"edit": 1}, only_refused=True),
    f"GET {CHARTER}/revisions": Row(ALL),
    f"GET {CHARTER}/revisions/{{number}}": Row(ALL),
    f"GET {CHARTER}/on/{{day}}": Row(ALL),
    f"GET {CHARTER}/compare/{{a}}...{{b}}": Row(ALL),
    f"GET {CHARTER}/reviews": Row(ALL),
    f"GET {CHARTER}/amendments": Row(ALL),
    f"GET {CHARTER}/amendments/together": Row(ALL),
    f"GET {CHARTER}/record": [Row(ALL), Row(ALL, query="openings=true", also="openings")],
    f"PATCH {CHARTER}/ruleset": Row(STEWARDS, sent={"changes": {"max_rounds": 4}}),
    f"GET {CHARTER}/invitations": Row(STEWARDS),
    f"POST {CHARTER}/invitations": Row(STEWARDS, sent={"email": "new@example.org"}),
    f"DELETE {CHARTER}/invitations/{{invitation}}": Row(STEWARDS, only_refused=True),
    f"GET {CHARTER}/requests": Row(STEWARDS),
    f"PUT {CHARTER}/requests": Row(STEWARDS, sent={"open": True}),
    f"POST {CHARTER}/requests/{{number}}": Row(STEWARDS, sent={"answer": "yes"}, only_refused=True),
    f"GET {CHARTER}/reports": Row(MEMBERS),
    f"POST {CHARTER}/reports/{{report_number}}/answer": Row(
        STEWARDS, sent={"body": "A."}, only_refused=True
    ),
    f"GET {CHARTER}/mediations": Row(MEMBERS),
    f"POST {CHARTER}/mediations": Row(
        MEMBERS, sent={"steward": "{steward}", "people": ["{handle}"], "body": "A."}
    ),
    f"GET {CHARTER}/mediations/{{talk}}": Row(IN_IT),
    f"POST {CHARTER}/mediations/{{talk}}/notes": Row(IN_IT, sent={"body": "A."}),
    f"POST {CHARTER}/mediations/{{talk}}/leave": Row(LEAVES),
    f"POST {CHARTER}/mediations/{{talk}}/end": Row(ENDS),
    f"GET {CHARTER}/pauses": Row(MEMBERS),
    f"POST {CHARTER}/pauses": Row(
        STEWARDS,
        sent={"member": "{handle}", "until": "2030-01-01", "reason": "A."},
        only_refused=True,
    ),
    f"POST {CHARTER}/pauses/{{number}}/lift": Row(STEWARDS, only_refused=True),
    f"GET {CHARTER}/steward-changes": Row(MEMBERS),
    f"POST {CHARTER}/steward-changes": Row(STEWARDS, sent={"member": "{handle}", "way": "make"}),
    f"POST {CHARTER}/steward-changes/{{number}}/confirm": Row(STEWARDS, only_refused=True),
    f"POST {CHARTER}/steward-changes/{{number}}/stop": Row(STEWARDS, only_refused=True),
    f"PUT {CHARTER}/steward-changes/{{number}}/answer": Row(
        NOBODY, sent={"answer": "A."}, only_refused=True
    ),
    f"POST {CHARTER}/step-down": Row(STEWARDS),
    f"DELETE {CHARTER}/members/{{handle}}": Row(STEWARDS, sent={"reason": "A."}),
    f"POST {CHARTER}/leave": Row(MEMBERS),
    f"POST {CHARTER}/amendments": Row(MEMBERS, sent={**TEXT, "title": "A title"}),
    f"POST {CHARTER}/calendar": Row(MEMBERS),
}
