"""Numbers in addresses: those that something here could have.

Starlette's own reading of `{number:int}` takes any digits, and fails over thousands of them; a
database takes no more than it has bytes for.
"""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor


class Number(Convertor[int]):
    """Nine digits at most: with more, there is nothing at an address."""

    regex = "[0-9]{1,9}"

    def convert(self, value: str) -> int:
        """The number that the digits say."""
        return int(value)

    def to_string(self, value: int) -> str:
        """Its digits."""
        return str(value)


def install() -> None:
    """Read `{number:int}` so from now on; to be called before any route is made."""
    register_url_convertor("int", Number())
