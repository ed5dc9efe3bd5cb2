"""The acts that the matrix does not do: by links, at the door, one's own things."""

from __future__ import annotations

from typing import Any, cast
from unittest import mock

import webauthn

from app.provider import Account
from tests.faults.acts import Request
from tests.faults.stage import Stage
from tests.faults.world import INNER, ISSUER
from tests.matrix.parts import K
from tests.support.community import Community

CHARTER = "/api/v1/charters/{slug}"
N = CHARTER + "/amendments/{number}"
C = N + "/comments/{comment_number}"
CK = K + "/comments/{c:int}"
SECURITY = "/me/security"
DEVICE = '{"id": "QUJD", "response": {"userHandle": "ZG92"}}'
AGAIN = {"again_to": "/me", "again_email": "finn@example.org"}
SOME = ("reason", "body", "answer", "appeal", "decision", "why")
WORDS = dict.fromkeys(SOME, "Some words.")
REPORT = {"promise": "{promise}", "body": "It hurt."}
LIMITED = {"uses": "5", "days": "7"}
NO = {"answer": "no", "reason": "Not now."}
THIRD, FOURTH, FIFTH = ({"c": n, "comment_number": n} for n in (3, 4, 5))


def about_words() -> list[Request]:
    """Reports, hidden comments, pauses."""
    page, api = f"POST {CK}/", f"POST {C}/"
    about = {"about": "comment", "n": "1", **REPORT}
    return [
        Request(f"POST {K}/report", "hana", "POST", f"{K}/report", about),
        Request(f"POST {N}/reports", "hana", "POST", f"{N}/reports", REPORT),
        _page("/{slug}/desk/reports/{n:int}", "ada", WORDS),
        _api("reports/{report_number}/answer", "ada", {"body": "We talked."}),
        Request(page + "hide", "ada", "POST", f"{CK}/hide", WORDS, values=FIFTH),
        Request(api + "hide", "ada", "POST", f"{C}/hide", {"reason": "A."}, values=FIFTH),
        Request(page + "restore", "ada", "POST", f"{CK}/restore", values=THIRD),
        Request(api + "restore", "ada", "POST", f"{C}/restore", values=THIRD),
        *(
            Request(page + f"hiding/{act}", who, "POST", f"{CK}/hiding/{act}", sent, values=one)
            for act, who, sent, one in (
                ("answer", "finn", WORDS, THIRD),
                ("appeal", "finn", WORDS, THIRD),
                ("decision", "bela", {**WORDS, "restored": "yes"}, FOURTH),
            )
        ),
        *(
            Request(api + f"hiding/{act}", who, "POST", f"{C}/hiding/{act}", sent, values=one)
            for act, who, sent, one in (
                ("answer", "finn", {"body": "A."}, THIRD),
                ("appeal", "finn", {"body": "A."}, THIRD),
                ("decision", "bela", {"restored": True, "reason": "A."}, FOURTH),
            )
        ),
        Request(
            "POST /{slug}/desk/pauses", "ada", "POST", "/{slug}/desk/pauses",
            {"member": "{handle}", "until": "2026-03-06", "reason": "A."},
        ),
        _api("pauses", "ada", {"member": "{handle}", "until": "2026-03-06", "reason": "A."}),
        Request(
            "POST /{slug}/desk/pauses/{n:int}/lift", "ada", "POST", "/{slug}/desk/pauses/{n}/lift"
        ),
        _api("pauses/{number}/lift", "ada", values={"number": 1}),
    ]  # fmt: skip


def _api(
    path: str, who: str, sent: Any = None, method: str = "POST", values: Any = None,
    slug: str = "",
) -> Request:  # fmt: skip
    more = {**(values or {}), **({"slug": slug} if slug else {})}
    pattern = f"{CHARTER}/{path}"
    return Request(f"{method} {pattern}", who, method, pattern, sent, values=more)


def _page(
    path: str, who: str | None, sent: Any = None, values: Any = None, also: str = "", **more: Any
) -> Request:
    name = f"POST {path} {also}".strip()
    return Request(name, who, "POST", path, sent, values=values or {}, **more)


def belonging() -> list[Request]:
    """Invitations, requests, stewards."""
    return [
        _page("/{slug}/members/invitations/{n}/withdraw", "ada", values={"n": "{invitation}"}),
        _api("invitations/{invitation}", "ada", method="DELETE"),
        _page("/{slug}/members/requests/{n}/yes", "ada"),
        _page("/{slug}/members/requests/{n}/no", "ada", WORDS),
        _page("/{slug}/members/requests/switch", "ada", {"takes": "no"}, also="no"),
        Request(f"PUT {CHARTER}/requests no", "ada", "PUT", f"{CHARTER}/requests", {"open": False}),
        _api("requests", "vera", {"why": "I live here."}),
        _api("requests/{number}", "ada", {"answer": "yes"}, values={"number": 1}),
        Request(
            f"POST {CHARTER}/requests/{{number}} no", "ada", "POST",
            f"{CHARTER}/requests/{{number}}", NO, values={"number": 2},
        ),
        _page("/{slug}/join", "vera", {"why": "I live here."}),
        _page("/{slug}/join", None, {"email": "new@example.org"}, also="nobody", afterwards=True),
        _page("/{slug}/join/{token}", None, {**WORDS, "name": "New", "answer": "yes"},
              {"token": "{proof}"}, also="by a proof"),
        _page("/{slug}/join/{token}", "zoe", {"name": "Zoe", "answer": "yes"},
              {"token": "{personal}"}, also="yes"),
        _page("/{slug}/join/{token}", "zoe", {"answer": "no"}, {"token": "{personal}"}, also="no"),
        _page("/{slug}/join/{token}", "vera", {"name": "Vera", "answer": "yes"},
              {"token": "{link}"}, also="by a link"),
        _page("/{slug}/join/{token}", None, {"name": "New", "email": "new@example.org"},
              {"token": "{link}"}, also="nobody", afterwards=True),
        _page("/{slug}/members/stewards/end", "ada",
              {"member": "{handle of bela}", "way": "end", "reason": "We talked."}),
        _page("/{slug}/members/stewards/{n}/confirm", "bela"),
        _page("/{slug}/members/stewards/{n}/stop", "bela"),
        _page("/{slug}/members/stewards/{n}/answer", "uma", WORDS, {"n": 2}),
        _api("steward-changes/{number}/confirm", "bela", values={"number": 1}),
        _api("steward-changes/{number}/stop", "bela", values={"number": 1}),
        _api("steward-changes/{number}/answer", "uma", {"answer": "A."}, "PUT", {"number": 2}),
        _page("/{slug}/visibility/stop", "bela", values={"slug": INNER}),
        _page("/{slug}/visibility/consent", "cleo", {"proposals": "yes", "discussion": "yes"},
              {"slug": INNER}),
        _api("visibility/consent", "cleo", {"discussion": True}, "PUT", slug=INNER),
        _page("/{slug}/glossary/{number:int}", "finn",
              {"term": "CIC", "meaning": "Better said.", "edit": "2"}, {"number": 1}),
        _page("/{slug}/glossary/{number:int}/undo", "finn", {"edit": "1"}, {"number": 1}),
        _api("glossary/{number}", "finn", {"term": "CIC", "meaning": "Better."}, "PUT",
             {"number": 1}),
        _api("glossary/{number}", "finn", None, "DELETE", {"number": 1}),
        _api("glossary/{number}/undo", "finn", {"edit": 1}, values={"number": 1}),
    ]  # fmt: skip


def deciding() -> list[Request]:
    """A close that publishes, which is what everything else is for."""
    more: dict[str, Any] = {"state": "answered", "begin": _agreed}
    path = f"{K}/rounds/{{r:int}}/close"
    close = f"{N}/rounds/{{round_number}}/close"
    return [
        Request(f"POST {path} and publish", "ada", "POST", path, **more),
        Request(f"POST {close} and publish", "ada", "POST", close, **more),
    ]


def doors() -> list[Request]:
    """Ways in and out."""
    code = {"email": "finn@example.org", "code": "{code}"}
    again = {**AGAIN, "again_code": "{code}"}
    return [
        _page("/sign-in/code", None, code),
        _page("/sign-in/code", None, {**code, "code": "WRONG-ONE"}, also="wrong", ends=422),
        _page("/sign-out", "finn"),
        _page("/sign-out/everywhere", "finn"),
        _page("/sign-in/again", None, AGAIN, afterwards=True),
        _page("/sign-in/again/code", None, again),
        _page("/me/confirm", "finn", {"confirm_to": "/me"}, afterwards=True),
        _page("/me/confirm/code", "finn", {"confirm_to": "/me", "confirm_code": "{code}"}),
        _page("/sign-in/passkey/options", None),
        _device("/sign-in/passkey", None, "sign-in", {"passkey": DEVICE}),
        _page("/me/confirm/passkey/options", "finn"),
        _device("/me/confirm/passkey", "finn", "confirm", {"confirm_passkey": DEVICE}),
        _page(f"{SECURITY}/passkeys/new", "finn", {"name": "Another"}),
        _device(f"{SECURITY}/passkeys", "finn", "new", {"name": "Another", "passkey": DEVICE}),
        _page(f"{SECURITY}/passkeys/{{number:int}}/remove", "finn", values={"number": 1}),
        _page(f"{SECURITY}/provider", "finn", begin=_provider),
        Request("GET /sign-in/provider", None, "GET", "/sign-in/provider", begin=_provider),
        _back("sign-in", None),
        _back("new", "vera"),
        _page(f"{SECURITY}/identities/{{number:int}}/remove", "finn", values={"number": 1}),
        _page("/answer/{token}", None, {"stance": "consent"}, {"token": "{answer}"}),
        Request("GET /{slug} first today", "finn", "GET", "/{slug}", begin=_yesterday),
        Request(f"GET {CHARTER} first today", "finn", "GET", CHARTER, begin=_yesterday),
        Request("GET /{slug} with a decision that is over", None, "GET", "/{slug}", begin=_late),
    ]


def own() -> list[Request]:
    """One's own things."""
    way = {"way": "words"}
    return [
        _page("/me/drafts/{key}/throw-away", "finn", {"next": "/me"}, {"key": "{draft}"}),
        _page("/me/mail/charters/{name}", "finn", {"rhythm": "daily"}, {"name": "care-charter"}),
        _page("/me/mail/off/{token}", None, values={"token": "{switch}"}),
        _page("/me/mail/on/{token}", None, values={"token": "{switch}"}, begin=_off),
        _page(f"{SECURITY}/sessions/{{number:int}}/end", "finn", values={"number": "{session}"}),
        _page(f"{SECURITY}/sessions/end-others", "finn", also="of two"),
        _page(f"{SECURITY}/tokens/{{number:int}}/end", "finn", values={"number": "{token}"}),
        _page("/me/erase", "cleo", way, afterwards=True),
        _page("/me/erase", "finn", {"way": "name"}, also="name", afterwards=True),
        Request(
            f"POST {N}/comments with a key", "finn", "POST", f"{N}/comments", {"body": "Once."},
            headers={"Idempotency-Key": "once"},
        ),
    ]  # fmt: skip


# --- what has to be so before


def _agreed(stage: Stage) -> None:
    """Nobody objects any more to what all have answered."""
    house = Community.at(stage.installation.database, stage.clock)
    house.answer("edda", stage.world.scene.numbers["answered"])


def _provider(stage: Stage) -> None:
    """A provider that answers at once; `tests/web/pages/test_provider.py` has a real one."""
    made = mock.Mock(issuer=ISSUER)
    made.name = "Village ID"
    made.address.return_value = f"{ISSUER}/authorize"
    made.account.return_value = Account(ISSUER, "others", "vera@example.org")
    stage.app.state.provider = made


def _back(kind: str, who: str | None) -> Request:
    path = "/sign-in/provider/back"

    def begin(stage: Stage) -> None:
        _provider(stage)
        cast(Any, stage.app.state.provider).account.return_value = Account(
            ISSUER, "finns" if kind == "sign-in" else "others", None
        )

    return Request(
        f"GET {path} {kind}", who, "GET", path + "?code=a&state={state}", begin=begin,
        values={"state": "{state provider-" + kind + "}"},
        cookies={"ceremony": "{ceremony provider-" + kind + "}"},
        steps="the ceremony is over, whatever the provider then says",
    )  # fmt: skip


def _device(path: str, who: str | None, kind: str, sent: Any) -> Request:
    """What a device answers: what `webauthn` makes of it is told, as if it were right."""

    def begin(stage: Stage) -> None:
        shown = mock.Mock(new_sign_count=1)
        made = mock.Mock(credential_id=b"new", credential_public_key=b"key", sign_count=0)
        for name, told in (("authentication", shown), ("registration", made)):
            stage.pretend(webauthn, f"verify_{name}_response", mock.Mock(return_value=told))

    cookies = {"ceremony": "{ceremony passkey-" + kind + "}"}
    return _page(path, who, sent, cookies=cookies, begin=begin)


def _yesterday(stage: Stage) -> None:
    """The session and the token of finn were not used today."""
    stage.execute("UPDATE web_session SET last_used_on = NULL")
    stage.execute("UPDATE api_token SET last_used_on = NULL")


def _late(stage: Stage) -> None:
    """Every deadline is over."""
    stage.clock.set(stage.world.later)


def _off(stage: Stage) -> None:
    _page("/me/mail/off/{token}", None, values={"token": "{switch}"}).do(stage)


def placing() -> list[Request]:
    """That a proposal still belongs where it was put."""
    return [
        _page("/{slug}/amendments/{k:int}/keep-open", "hana", WORDS, {"k": "{closing}"}),
        _api(
            "amendments/{number}/keep-open",
            "hana",
            {"reason": "I go on."},
            values={"number": "{closing}"},
        ),
        _page(
            "/{slug}/amendments/{k:int}/authors/join",
            "hana",
            also="handed over",
            values={"k": "{closing}"},
        ),
        _page(
            "/{slug}/amendments/{k:int}/adopt", "hana", also="nobody's", values={"k": "{nobodys}"}
        ),
        *_looking_again(),
        _page("/{slug}/amendments/{k:int}/keep-place", "finn", values={"k": "{elsewhere}"}),
        _api("amendments/{number}/keep-place", "finn", values={"number": "{elsewhere}"}),
    ]


def _looking_again() -> list[Request]:
    """Asking for another look at a comment, and having looked."""
    about = {"k": "{again}", "number": "{again}"}
    return [
        Request(f"POST {path}/{act}", who, "POST", f"{path}/{act}",
                values={**about, "c": n, "comment_number": n})
        for path in (CK, C)
        for act, who, n in (("look-again", "hana", 2), ("still-stands", "finn", 1))
    ]  # fmt: skip


def more() -> list[Request]:
    """All of them."""
    return [*placing(), *about_words(), *belonging(), *deciding(), *doors(), *own()]
