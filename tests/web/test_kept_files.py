"""Static files: packed on their way, kept by browsers."""

import gzip
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "app/web/static"


@pytest.mark.parametrize("name", ["style.css", "after.js", "vendor/htmx.min.js"])
def test_styles_and_scripts_are_packed_for_who_can_unpack_them(client, name):
    plain = (STATIC / name).read_bytes()
    with client.stream("GET", f"/static/{name}", headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(packed) == plain
    again = {"If-None-Match": answer.headers["etag"], "Accept-Encoding": "gzip"}
    assert client.get(f"/static/{name}", headers=again).status_code == 304
    raw = client.get(f"/static/{name}", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in raw.headers
    assert raw.content == plain


def test_what_is_asked_for_by_its_digest_is_kept_for_ever(client):
    font = "/static/vendor/literata-latin-roman.woff2"
    assert "immutable" in client.get(f"{font}?v=1").headers["cache-control"]
    assert "immutable" not in client.get(font).headers["cache-control"]
    assert client.get(font).content[:4] == b"wOF2"
