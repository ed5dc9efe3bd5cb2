"""Static files: kept by browsers, and small on their way."""

from __future__ import annotations

import gzip
import os
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_PACKED = (".css", ".js")


class KeptFiles(StaticFiles):
    """Static files; one that was asked for by its digest can be kept for ever.

    Styles and scripts are packed, which is safe as they hold nothing of anybody's. Members' pages
    are not: where secrets and what a stranger sends stand in one answer, its length could tell of
    them.
    """

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file, packed for who can unpack it."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        path = str(full_path)
        if path.endswith(_PACKED):
            if _takes_gzip(scope) and response.status_code == status_code:
                response = _packed_response(path, response)
            response.headers["Vary"] = "Accept-Encoding"
        forever = b"v=" in scope.get("query_string", b"")
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if forever else "public, max-age=3600"
        )
        return response


def _takes_gzip(scope: Scope) -> bool:
    return "gzip" in Headers(scope=scope).get("accept-encoding", "")


def _packed_response(path: str, plain: Response) -> Response:
    headers = {
        "Content-Encoding": "gzip",
        "ETag": f"W/{plain.headers['etag']}",
        "Last-Modified": plain.headers["last-modified"],
    }
    body = _packed(path, plain.headers["etag"])
    return Response(body, media_type=plain.media_type, headers=headers)


@cache
def _packed(path: str, _version: str) -> bytes:
    return gzip.compress(Path(path).read_bytes(), mtime=0)
