"""The people of the demonstration. Everyone is invented."""

from __future__ import annotations

from dataclasses import dataclass

STEWARDS = {"amara": "Amara Osei", "bronwen": "Bronwen Hughes"}
MEMBERS = {
    "carlos": "Carlos Mendes",
    "dilnoza": "Dilnoza Karimova",
    "eilidh": "Eilidh Fraser",
    "farid": "Farid Haddad",
    "grace": "Grace Adeyemi",
    "hiroshi": "Hiroshi Tanaka",
    "ines": "Inês Carvalho",
    "jonas": "Jonas Lindqvist",
    "kavita": "Kavita Rao",
    "leon": "Leon Novak",
}


def address(name: str) -> str:
    """The e-mail address of someone in the cast."""
    return f"{name}@example.org"


@dataclass(frozen=True, slots=True)
class Cast:
    """Who can be signed in as, for whoever looks around: roles with addresses."""

    sign_ins: tuple[tuple[str, str], ...] = (
        ("a member", address("carlos")),
        ("a steward", address("amara")),
    )
