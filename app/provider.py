"""A provider of identities (OpenID Connect), asked by the code flow with PKCE, state and nonce.

The protocol is done by Authlib, signatures by joserfc; here is what is asked and what is believed.
"""

from __future__ import annotations

import ipaddress
import time
from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from app.settings import Settings

SECONDS = 10
METADATA_LASTS = 3600
#: Signed with a key that the provider alone has; never with a shared secret, never unsigned.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
LEEWAY = 60


class ProviderFailed(Exception):
    """The provider did not answer, or not as it has to. The message is for the log."""


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """What one sign-in asked with: only an answer that fits all of it is believed."""

    redirect_uri: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Account:
    """Who the provider says it is. `email` only if the provider has checked it."""

    issuer: str
    subject: str
    email: str | None


class Provider:
    """The provider of the settings."""

    def __init__(self, settings: Settings) -> None:
        self.issuer = settings.oidc_issuer
        self.name = settings.oidc_name or urlsplit(self.issuer).hostname or self.issuer
        self._client_id = settings.oidc_client_id
        self._client_secret = settings.oidc_client_secret
        self._metadata: dict[str, Any] = {}
        self._read_at = 0.0
        self._lock = Lock()

    def address(self, asked: AuthorizationRequest) -> str:
        """Where the browser is sent.

        Raises:
            ProviderFailed: the provider does not say where.
        """
        from authlib.integrations.httpx_client import OAuth2Client

        endpoint = self._endpoint("authorization_endpoint")
        with OAuth2Client(
            self._client_id,
            redirect_uri=asked.redirect_uri,
            scope="openid email",
            code_challenge_method="S256",
        ) as client:
            address, _ = client.create_authorization_url(
                endpoint, state=asked.state, code_verifier=asked.verifier, nonce=asked.nonce
            )
        return str(address)

    def account(self, asked: AuthorizationRequest, code: str) -> Account:
        """Whose account it is, from the code that the browser brought back.

        Raises:
            ProviderFailed: it is not believed.
        """
        try:
            token = self._token(asked, code)
            claims = self._claims(asked, token)
        except ProviderFailed:
            raise
        except Exception as error:
            raise ProviderFailed(type(error).__name__) from error
        checked = claims.get("email_verified") is True and isinstance(claims.get("email"), str)
        return Account(self.issuer, str(claims["sub"]), claims["email"] if checked else None)

    def _token(self, asked: AuthorizationRequest, code: str) -> dict[str, Any]:
        from authlib.integrations.httpx_client import OAuth2Client

        with OAuth2Client(
            self._client_id,
            self._client_secret or None,
            token_endpoint_auth_method=self._method(),
            redirect_uri=asked.redirect_uri,
            timeout=SECONDS,
        ) as client:
            token: dict[str, Any] = client.fetch_token(
                self._endpoint("token_endpoint"),
                grant_type="authorization_code",
                code=code,
                code_verifier=asked.verifier,
            )
        return token

    def _method(self) -> str:
        if not self._client_secret:
            return "none"
        known = self.metadata().get("token_endpoint_auth_methods_supported")
        only_post = known and "client_secret_basic" not in known and "client_secret_post" in known
        return "client_secret_post" if only_post else "client_secret_basic"

    def _claims(self, asked: AuthorizationRequest, token: dict[str, Any]) -> dict[str, Any]:
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.jwk import KeySet

        published: Any = self._get(self._endpoint("jwks_uri"))
        keys = KeySet.import_key_set(published)
        decoded = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            options={
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self._client_id},
            },
            params={
                "nonce": asked.nonce,
                "client_id": self._client_id,
                "access_token": token.get("access_token"),
            },
        )
        claims.validate(leeway=LEEWAY)
        subject = claims.get("sub")
        if not isinstance(subject, str) or not 1 <= len(subject) <= 255 or "\0" in subject:  # noqa: PLR2004
            raise ProviderFailed("no subject")
        return dict(claims)

    def metadata(self) -> dict[str, Any]:
        """What the provider says about itself, read once an hour.

        Raises:
            ProviderFailed: it cannot be read, or speaks for somebody else.
        """
        with self._lock:
            if not self._metadata or time.monotonic() - self._read_at > METADATA_LASTS:
                address = self.issuer.rstrip("/") + "/.well-known/openid-configuration"
                found = self._get(address)
                if found.get("issuer") != self.issuer:
                    raise ProviderFailed("the issuer is another")
                self._metadata, self._read_at = found, time.monotonic()
            return self._metadata

    def _endpoint(self, name: str) -> str:
        address = self.metadata().get(name)
        if not isinstance(address, str) or not is_safe(address):
            raise ProviderFailed(f"no usable {name}")
        return address

    def _get(self, address: str) -> dict[str, Any]:
        import httpx2

        if not is_safe(address):
            raise ProviderFailed("not over HTTPS")
        try:
            answer = httpx2.get(address, timeout=SECONDS)
            answer.raise_for_status()
            found = answer.json()
        except (httpx2.HTTPError, ValueError) as error:
            raise ProviderFailed(type(error).__name__) from error
        if not isinstance(found, dict):
            raise ProviderFailed("no JSON object")
        return found


def is_safe(address: str) -> bool:
    """Whether what is sent there stays between the two: over HTTPS, or on this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(parts.hostname)
    if parts.scheme != "http" or not parts.hostname:
        return False
    try:
        return ipaddress.ip_address(parts.hostname).is_loopback
    except ValueError:
        return parts.hostname == "localhost"


def provider_of(settings: Settings) -> Provider | None:
    """The provider of the settings, if they name one."""
    return Provider(settings) if settings.oidc_issuer and settings.oidc_client_id else None
