"""A small provider of identities on a real socket: it signs in whoever it is told to.

It checks what a good provider checks: client, secret, redirect address, PKCE, and each code once.
`claims`, `header` and `sealed` change its tokens, for tests of what must not be believed.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from fastapi import FastAPI, Request
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.responses import JSONResponse, RedirectResponse, Response

from tests.support.server import running

CLIENT, SECRET = "charter", "a client's secret"


@dataclass
class Provider:
    """What it knows, and what it was asked."""

    issuer: str = ""
    subject: str = "subject-1"
    email: str = "dov@example.org"
    email_verified: bool = True
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    sealed: Callable[[str, RSAKey], str] | None = None
    leaves_out: tuple[str, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    signs_with: RSAKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            **self.metadata,
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Sign the person in, and say where the browser goes."""
        self.asked.append(asked)
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        back = {"code": code, "state": asked["state"], "iss": self.issuer}
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def token(self, sent: dict[str, str], authorization: str) -> Response:
        """A token for a code."""
        wanted = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        fits = (
            asked is not None
            and authorization == f"Basic {wanted}"
            and asked["code_challenge"] == challenge
            and asked["redirect_uri"] == sent.get("redirect_uri")
        )
        if not fits or asked is None:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 60,
            "nonce": asked["nonce"], "email": self.email, "email_verified": self.email_verified,
            **self.claims,
        }  # fmt: skip
        for name in self.leaves_out:
            del claims[name]
        key = self.signs_with or self.key
        signed = jwt.encode({"alg": "RS256", "kid": "one", **self.header}, claims, key)
        if self.sealed is not None:
            signed = self.sealed(signed, self.key)
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "id_token": signed})


@contextmanager
def provider() -> Iterator[Provider]:
    """Serve one."""
    made, app = Provider(), FastAPI()

    @app.get("/.well-known/openid-configuration")
    def configuration() -> Any:
        return made.configuration()

    @app.get("/keys")
    def keys() -> Any:
        return {"keys": [made.key.as_dict(private=False)]}

    @app.get("/authorize")
    def authorize(request: Request) -> Response:
        return RedirectResponse(made.authorize(dict(request.query_params)), 303)

    @app.post("/token")
    async def token(request: Request) -> Response:
        sent = {key: one[0] for key, one in parse_qs((await request.body()).decode()).items()}
        return made.token(sent, request.headers.get("authorization", ""))

    with running(app) as address:
        made.issuer = address
        yield made
