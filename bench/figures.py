"""Figures that are held: each with the limit that it may not pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured. `at_least`: it has to reach its limit, else it may not be over it."""

    name: str
    value: float
    limit: float
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether it is within its limit."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def table(figures: Iterable[Figure]) -> str:
    """All figures with their limits, and those that are passed marked."""
    lines = [f"{'what is held':58} {'figure':>9} {'limit':>14}"]
    for one in figures:
        sign = "at least" if one.at_least else "at most"
        verdict = "ok" if one.holds else "NO"
        lines.append(f"{one.name:58} {one.value:9.2f} {sign:>8} {one.limit:7.2f}  {verdict}")
    return "\n".join(lines)
