"""How often the laws of the living document are tried, and texts that nobody would write."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.charter.strategies import texts, wild

# The usual run is the same every time; CHARTER_TESTS_LAW_EXAMPLES=5000 searches anew, and longer.
EXAMPLES = int(os.environ.get("CHARTER_TESTS_LAW_EXAMPLES", "0"))
often = settings(
    max_examples=EXAMPLES or 300,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
sometimes = settings(often, max_examples=EXAMPLES or 120)
awkward = st.one_of(texts, wild)
