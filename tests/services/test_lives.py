"""Random lives of amendments, next to a small model of the rules.

The model below knows nothing of the program: it is the design's procedure written a second time,
as shortly as possible. `CHARTER_LIVES=500` lives as many lives.
"""

import os
import shutil
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as live

from amendments.refusals import Refusal
from amendments.ruleset import Ruleset
from app.storage.database import Database
from tests.conftest import found_once
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.databases import SqliteSource
from tests.support.folders import quick_folder
from tests.support.house import House
from tests.support.laws import check_laws
from tests.support.lives import Model

LIVES = int(os.environ.get("CHARTER_LIVES", "60"))
