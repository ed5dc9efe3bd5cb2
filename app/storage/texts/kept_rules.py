"""Rules as they are kept, read once for each form that they have."""

from __future__ import annotations

import json
from functools import lru_cache

from amendments.ruleset import Ruleset, read_ruleset

#: A place has a few rulesets, and every charter and round that is read has one of them.
KNOWN = 256


@lru_cache(KNOWN)
def kept_ruleset(text: str) -> Ruleset:
    """The ruleset that a JSON text of the database holds."""
    return read_ruleset(json.loads(text))
