"""Signs of fonts that hold nothing but signs: Symbol and Wingdings, as Unicode.

After the mappings that Unicode publishes for Symbol (VENDORS/ADOBE/symbol.txt) and its proposal
L2/11-149 for Wingdings; those that stand in texts of communities.
"""

from __future__ import annotations

_SYMBOL = {
    0x22: "∀", 0x24: "∃", 0x2D: "\u2212", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑",
    0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "\u00d7", 0xB7: "•", 0xB8: "÷",
    0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xDB: "⇔", 0xDE: "⇒",
}  # fmt: skip
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑",
    0x72: "❒", 0x73: "⬧", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_PRIVATE = 0xF000


def sign_of(font: str, code: str) -> str:
    """The sign that a font shows for a code (four hexadecimal digits); "" if it is not known."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    place = number - _PRIVATE if _PRIVATE <= number <= _PRIVATE + 0xFF else number
    name = font.lower()
    if name.startswith("symbol"):
        return _SYMBOL.get(place, chr(place) if 0x20 <= place < 0x7F else "")  # noqa: PLR2004
    if name.startswith("wingdings"):
        return _WINGDINGS.get(place, "")
    usual = 0x20 <= number < 0xD800  # noqa: PLR2004 - below the surrogates
    return chr(number) if usual else ""
