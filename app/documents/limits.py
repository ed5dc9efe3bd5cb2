"""How much one file may hold and take. Whoever brings more is told so."""

from __future__ import annotations

MEGABYTE = 1_000_000

#: Bytes of a file as it comes in, and of the text of one.
MOST_BYTES = 20 * MEGABYTE
MOST_TEXT = 5 * MEGABYTE
#: Bytes of all XML of a package once unpacked, and how many files it may have.
MOST_UNPACKED = 25 * MEGABYTE
MOST_FILES = 5_000
#: Paragraphs of a document; a law of a thousand pages has fewer.
MOST_PARAGRAPHS = 20_000
#: How deep elements may stand within one another; each level of a reader takes calls.
MOST_DEPTH = 150

#: Seconds of processor time, seconds by the clock, bytes of memory and of the answer.
CPU_SECONDS = 20
WALL_SECONDS = 30
ADDRESS_SPACE = 1_200 * MEGABYTE
MOST_ANSWER = 60 * MEGABYTE
