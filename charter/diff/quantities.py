"""How a number is written with all that belongs to it: sign, currency, separators, unit.

Patterns without groups that capture, for `re` and `regex` alike, to be used in verbose mode.
"""

from __future__ import annotations

# A blank within a number: also the narrow and the fixed ones.
BLANK = "[\\ \u00a0\u2009\u202f]"
_SIGN = "[-+\u2212\u2013\u00b1]"
# Unicode's currency signs (category Sc) and the codes and short names that are in use.
_CURRENCY_SIGNS = (
    "$\u00a2-\u00a5\u058f\u060b\u09f2\u09f3\u0e3f\u17db\u20a0-\u20c1"
    "\ufdfc\uff04\uffe0\uffe1\uffe5\uffe6"
)
_CURRENCY = (
    f"(?:(?:US|AU?|CA?|NZ|HK|S|R|MX)?[{_CURRENCY_SIGNS}]"
    "|(?<![A-Za-z])(?:AUD|BGN|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HKD|HUF|ILS|INR|ISK|JPY|KRW|MXN|NOK|"
    "NZD|PLN|RON|RUB|SEK|SGD|TRY|UAH|USD|ZAR|Fr\\.))"
)
_CURRENCY_BEHIND = f"(?:{_CURRENCY}|kr\\b|z\u0142\\b|K\u010d\\b)"
# Symbols of units; such as are words as well ("in", "a", "t") are none.
_UNIT = (
    "(?:%|\u2030|\u2031|\u00b0[CFK]?|\u00ba|\u2103|\u2109|\u2032|\u2033"
    "|(?:[kdcm\u00b5n]?m[\u00b2\u00b3]?|[km\u00b5]?g|[mcdh]?l|ha|k?Wh|[kMG]Wh?|[kMGT]i?B|[kMG]?Hz"
    "|h?Pa|dB|min|m?s|h)(?:/(?:[kmgl]|m[\u00b2\u00b3]|kg|ha|h|s|d|a|min))?(?![^\\W_]))"
)
_DIGITS = f"(?:\\d{{1,3}}(?:{BLANK}\\d{{3}})+(?!\\d)|\\d+)"
_SEPARATOR = "[.,:/'\u2019\u00b7\u066b\u066c]"

#: A number up to its last digit, then whatever letters stand on it, and the unit behind it.
START = (
    f"(?:(?<![\\w)\\]}}%\u2030+-]){_SIGN}(?=[.\\d]|{_CURRENCY}))?"
    f"(?:{_CURRENCY}{BLANK}?{_SIGN}?(?=[.\\d]))?(?:(?<![\\w.])\\.(?=\\d))?"
    f"{_DIGITS}(?:{_SEPARATOR}\\d+)*"
)
END = f"(?:{BLANK}?(?:{_CURRENCY_BEHIND}(?!{BLANK}?\\d)|{_UNIT}))?"
#: What a number with a blank within it looks like, found anywhere in a text: behind a digit, or
#: behind a currency. Both may find more than there is.
BLANK_BEHIND = f"\\d{BLANK}(?:\\d{{3}}(?!\\d)|{_CURRENCY_BEHIND}|{_UNIT})"
BLANK_BEFORE = f"[A-Z{_CURRENCY_SIGNS}]{BLANK}{_SIGN}?[.\\d]|Fr\\.{BLANK}{_SIGN}?[.\\d]"
