"""What every answer has to be, whatever was asked."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from tests.hostile.calling import Answer, Sent

#: Every element that a page of this place is made of.
ELEMENTS = frozenset(
    """
    a article aside bdi blockquote body br button circle code dd del desc details dfn div dl dt em
    fieldset footer form g h1 h2 h3 h4 h5 h6 head header hr html input ins label legend li line link
    main meta nav noscript ol optgroup option p path polygon polyline pre q rect s script section
    select small span strong summary svg table tbody td text textarea tfoot th thead time title tr
    ul use
    """.split()  # noqa: SIM905 - seventy lines would tell no more
)
FORBIDDEN = frozenset("style srcdoc ping background manifest http-equiv zqx".split())  # noqa: SIM905
ADDRESSES = frozenset(
    """
    href src action formaction data poster hx-get hx-post hx-put hx-patch hx-delete sse-connect
    """.split()  # noqa: SIM905
)
KINDS = (
    "text/html; charset=utf-8", "application/json", "application/problem+json", "text/plain",
    "text/calendar", "application/x-ndjson", "application/zip", "text/css", "text/javascript",
    "image/svg+xml", "font/woff2", "text/markdown",
)  # fmt: skip
COOKIE = re.compile(r"charter_(?:session|asking|language|ceremony|read_[a-z0-9-]+)=")
TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^'">])*)>""")
OPENING = re.compile(r"<[a-zA-Z/!?]")
ATTRIBUTE = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?""")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
#: A page says back what was typed, escaped: at most so much for each byte, and itself.
LARGEST_PAGE, LARGEST_ECHO = 1_000_000, 60


def faults(sent: Sent, answer: Answer) -> list[str]:
    """What is wrong with an answer."""
    found = []
    if not 200 <= answer.status < 500:
        found.append(f"{answer.status}: {answer.error!r}")
    elif answer.error is not None:
        found.append(f"raised {answer.error!r}")
    asked = len(sent.body) + len(sent.address) + sum(len(value) for _, value in sent.headers)
    if len(answer.body) > LARGEST_PAGE + LARGEST_ECHO * asked:
        found.append(f"{len(answer.body)} bytes were answered to {asked}")
    return [*found, *_of_headers(answer), *_of_body(answer)]


def _of_headers(answer: Answer) -> list[str]:
    found = [f"a header is cut: {name!r}" for name, value in answer.headers if b"\n" in value]
    found += [
        f"it leads elsewhere: {to}"
        for to in answer.all(b"location")
        if not to.startswith("/") or to.startswith(("//", "/\\")) or not to.isprintable()
    ]
    policy = answer.one(b"content-security-policy")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        found.append("the policy is missing")
    if answer.one(b"x-content-type-options") != "nosniff":
        found.append("nosniff is missing")
    found += [f"a cookie: {one}" for one in answer.all(b"set-cookie") if not COOKIE.match(one)]
    found += [f"for others: {one}" for one in answer.all(b"access-control-allow-origin")]
    return found


def _of_body(answer: Answer) -> list[str]:
    kind = answer.one(b"content-type")
    if not answer.body:
        return []
    if not kind.startswith(KINDS):
        return [f"of the kind {kind!r}"]
    return of_html(answer.body.decode("utf-8")) if kind.startswith("text/html") else []


def of_html(source: str) -> list[str]:
    """What is in a page that no page here has."""
    body = source.removeprefix("<!doctype html>")
    tags = TAG.findall(body)
    found = [fault for tag in set(tags) if (fault := _of_tag(*tag))]
    if len(OPENING.findall(body)) != len(tags):
        found.append("a tag that is no tag")
    return found


@lru_cache(maxsize=100_000)
def _of_tag(closing: str, name: str, rest: str) -> str:
    tag = f"<{closing}{name}{rest}>"[:300]
    if name not in ELEMENTS:
        return f"an element: {tag}"
    attributes = {key.lower(): value for key, value in ATTRIBUTE.findall(rest)}
    if bad := [one for one in attributes if one in FORBIDDEN or one.startswith(("on", "hx-on"))]:
        return f"{bad}: {tag}"
    if name == "script" and not closing and not _value(attributes, "src").startswith("/static/"):
        return f"a script: {tag}"
    for one in attributes.keys() & ADDRESSES:
        if fault := _of_address(name, attributes, _value(attributes, one)):
            return f"{fault}: {tag}"
    return ""


def _of_address(name: str, attributes: dict[str, str], address: str) -> str:
    # As a browser reads it: without control signs in it, or blanks around it.
    read = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(33)))))
    scheme = SCHEME.match(read)
    if scheme is None and not read.startswith(("//", "\\", "/\\")):
        return ""
    allowed = scheme is None or scheme[0].lower() in {"http:", "https:", "mailto:"}
    people_wrote_it = name == "a" and "nofollow" in _value(attributes, "rel")
    return "" if allowed and people_wrote_it else "it leads elsewhere"


def _value(attributes: dict[str, str], name: str) -> str:
    return unescape(attributes.get(name, "").strip("\"'"))
