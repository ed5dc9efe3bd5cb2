"""What the OpenAPI description says beyond what the endpoints declare."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": "Sent again with the same key, a request is answered as the first time.",
}
#: Set in an operation's `openapi_extra` where no answer is kept, so that a key has no effect.
WITHOUT_KEY = "x-without-idempotency-key"

#: What the parameters of addresses are, by their names.
_PARAMETERS = {
    "number": "The number of the amendment; under `revisions`, of the revision, or `latest`",
    "round_number": "The number of the round of that amendment",
    "objection": "The number of the objection to that amendment",
    "comment_number": "The number of the comment on that amendment",
    "a": "The number of the earlier revision",
    "b": "The number of the later revision",
    "day": "A day, as YYYY-MM-DD",
    "limit": "How many items at most",
    "status": "Only amendments that stand there",
}
_PAGE = "Part of a list; `next` is the cursor of the following part, null at the end."


def describe(app: FastAPI) -> None:
    """Give the app a description that tells where a token is optional and what a POST may carry."""

    def description() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
            )
            for path in made["paths"].values():
                _complete(path)
            for name, shape in made["components"]["schemas"].items():
                if name.startswith("Page_"):
                    shape.setdefault("description", _PAGE)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = description  # type: ignore[method-assign] # FastAPI's own way to extend it


def _complete(path: dict[str, Any]) -> None:
    for method, operation in path.items():
        if method == "get" and "security" in operation:
            # Whoever reads a public charter needs no token.
            operation["security"] = [{}, *operation["security"]]
        if method == "post" and not operation.pop(WITHOUT_KEY, False):
            operation.setdefault("parameters", []).append(_KEY)
        for one in operation.get("parameters", []):
            if one["name"] in _PARAMETERS:
                one.setdefault("description", _PARAMETERS[one["name"]])
