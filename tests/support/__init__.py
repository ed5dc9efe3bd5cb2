"""What tests share. A failing `assert` in here tells as much as one in a test."""

import pytest

pytest.register_assert_rewrite("tests.support.laws", "tests.support.life", "tests.support.racing")
