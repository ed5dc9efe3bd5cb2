"""Requests with hostile words in them: in forms, bodies, addresses and headers, by chance."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar
from urllib.parse import quote_from_bytes

from tests.hostile.calling import Header, Sent
from tests.hostile.corpora import wire
from tests.hostile.targets import Target

T = TypeVar("T")
FORM = "application/x-www-form-urlencoded"
LENGTHS = ["0", "1", "9" * 9, "9" * 30, "9" * 5000, "-1", "x", "\xb2", "1, 2"]
BOUNDARIES = ["zqx", "a" * 70, "-", "zqx--", "'()+_,-./:=?"]
NAMES = ['"', 'a"; filename="b', "\u202e", "\0", "a\\"]
FILES = [
    "", "", '; filename="zqx.html"', '; filename=""', "; filename*=utf-8''%ff", '; filename="../x"',
]  # fmt: skip
PART_HEADS = [
    "", "", "Content-Type: text/html\r\n", "Content-Type: text/plain; charset={}\r\n", "zqx\r\n",
    "Content-Transfer-Encoding: base64\r\n", "X: " + "a" * 9000 + "\r\n", "X: y\r\n" * 200,
]  # fmt: skip
ENDS = ["--{}--\r\n", "--{}--\r\n", "--{}\r\n", "", "--{}--zqx", "--{}-"]


@dataclass(frozen=True, slots=True)
class Dice:
    """Chooses, the same for the same beginning."""

    random: Random
    words: Sequence[str]

    def one(self, options: Sequence[T]) -> T:
        """One of some."""
        return self.random.choice(options)

    def word(self) -> str:
        """Hostile words."""
        return self.random.choice(self.words)

    def once_in(self, n: int) -> bool:
        """Whether it happens this time."""
        return self.random.randrange(n) == 0

    def fields(
        self, target: Target, make: Callable[[], T], keep: Callable[[object], T]
    ) -> list[tuple[str, T]]:
        """The fields of a target: one is hostile, or each; sometimes one that is not there."""
        names = [*target.fields] or ["body"]
        if self.once_in(10):
            names.append(self.word() if self.once_in(2) else "zqx")
        chosen = set(names) if self.once_in(4) else {self.one(names)}
        return [(one, self._field(target.fields.get(one, ""), make, keep, one in chosen))
                for one in names]  # fmt: skip

    def _field(
        self, kept: object, make: Callable[[], T], keep: Callable[[object], T], hostile: bool
    ) -> T:
        """The value of a field; of one that holds others, sometimes one of those is hostile."""
        if not hostile:
            return keep(kept)
        if isinstance(kept, dict) and kept and self.once_in(2):
            return keep({**kept, self.one([*kept]): self.word()})
        return make()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _quoted(fields: Sequence[tuple[str, str]]) -> bytes:
    pairs = [f"{quote_from_bytes(_bytes(k))}={quote_from_bytes(_bytes(v))}" for k, v in fields]
    return "&".join(pairs).encode()


def forms(dice: Dice, target: Target) -> Sent:
    """Hostile words in the fields of a form."""
    said = _quoted(dice.fields(target, dice.word, str))
    if target.method == "GET":
        return Sent("GET", f"{target.address}?{said.decode()}")
    return Sent(target.method, target.address, (), said, FORM)


def bodies_of_json(dice: Dice, target: Target) -> Sent:
    """Hostile words, or what is no value, in the fields of a body of the API."""

    def value() -> str:
        if dice.once_in(3):
            return dice.one(wire.JSON)
        word = dice.word()
        return json.dumps([word, {word: word}]) if dice.once_in(5) else json.dumps(word)

    fields = dice.fields(target, value, json.dumps)
    parts = [f"{json.dumps(name)}: {one}" for name, one in fields]
    if dice.once_in(10):
        parts.append(dice.one(parts))
    body = "{" + ", ".join(parts) + "}"
    return Sent(target.method, target.address, (), _bytes(body), "application/json")


def places(dice: Dice, target: Target) -> Sent:
    """Something else in the place of a part of an address, and in what it asks for."""
    parts = target.address.partition("?")[0].split("/")
    if dice.once_in(2):
        at = dice.random.randrange(1, len(parts))
        parts[at] = dice.one(wire.PARTS) if dice.once_in(2) else dice.word()[:3000]
    count = dice.random.randrange(5)
    query = [
        (dice.one(wire.QUERY), dice.one((dice.word(), dice.one(wire.PARTS)))) for _ in range(count)
    ]
    asked = "&".join(f"{name}={value}" for name, value in query)
    address = wire.in_an_address("/".join(parts) + (f"?{asked}" if asked else ""))
    return Sent(target.method, address, (), *_whole(target))


def heads(dice: Dice, target: Target) -> Sent:
    """Headers that say anything at all, and say it twice."""
    headers = tuple(
        _header(dice.one(wire.HEADERS), dice.one((dice.one(wire.VALUES), dice.word()[:16_000])))
        for _ in range(dice.random.randrange(1, 6))
    )
    return Sent(target.method, target.address, headers, *_whole(target))


def _header(name: str, value: str) -> Header:
    # What no server passes on: it refuses the request itself.
    return name.encode(), _bytes(value).translate(None, b"\r\n\0").strip()


def _whole(target: Target) -> tuple[bytes, str]:
    """What would be sent, as it should be."""
    if not target.fields or target.method == "GET":
        return b"", ""
    if target.is_api:
        return json.dumps(dict(target.fields)).encode(), "application/json"
    return _quoted([(name, str(one)) for name, one in target.fields.items()]), FORM


def raw_bodies(dice: Dice, target: Target) -> Sent:
    """Bodies that are not what they say, cut short, or in many parts."""
    method = target.method if target.method != "GET" else dice.one(["POST", "PUT", "DELETE", "GET"])
    if dice.once_in(2):
        kind, body = _multipart(dice, target)
    else:
        kind = dice.one(wire.KINDS)
        body = dice.one((dice.one(wire.BODIES), _bytes(dice.word()), dice.random.randbytes(300)))
    if dice.once_in(5):
        body = body[: dice.random.randrange(len(body) + 1)]
    length = dice.one(LENGTHS) if dice.once_in(3) else None
    headers = ((b"content-length", length.encode("latin-1")),) if length is not None else ()
    return Sent(method, target.address, headers, body, kind)


def _multipart(dice: Dice, target: Target) -> tuple[str, bytes]:
    """A body in parts, as browsers send them, and as they do not."""
    boundary, file = dice.one(BOUNDARIES), dice.one(FILES)
    head = dice.one(PART_HEADS).replace("{}", dice.one(wire.CHARSETS))
    parts = dice.fields(target, dice.word, str)
    if dice.once_in(4):
        parts.append((dice.one(NAMES), dice.word()))
    if dice.once_in(8):
        parts *= 300
    line = b"\n" if dice.once_in(4) else b"\r\n"
    said = b""
    for name, value in parts:
        above = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n{head}\r\n'
        said += _bytes(above).replace(b"\r\n", line) + _bytes(value)[:20_000] + line
    said += dice.one(ENDS).replace("{}", boundary).encode()
    tail = f"; charset={dice.one(wire.CHARSETS)}" if dice.once_in(3) else ""
    return f"multipart/form-data; boundary={boundary}{tail}", said
