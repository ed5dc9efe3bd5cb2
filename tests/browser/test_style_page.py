"""The style page: there in the demonstration only, whole, and without fault in every state."""

from dataclasses import replace

import pytest

from tests.browser.stage import served
from tests.browser.test_every_page import faults_of

LOOKS = [("light", 1280, None), ("dark", 1280, None), ("light", 320, None), ("dark", 320, "active")]


@pytest.fixture(scope="module")
def demo(stage):
    """The stage, as a demonstration."""
    with served(replace(stage, installation=replace(stage.installation, is_demo=True))) as address:
        yield address


def test_every_component_in_every_state(visitor, demo):
    found = []
    page = visitor(base_url=demo)
    page.goto("/style")
    assert page.locator(".style-part").count() >= 20
    for scheme, width, forced in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, forced_colors=forced)
        faults = list(faults_of(page))
        # Where a reader's system sets the colours, it answers for their contrast.
        faults = [one for one in faults if not (forced and one[0] == "color-contrast")]
        found += [(scheme, width, forced, *fault) for fault in faults]
    assert not found


def test_the_style_page_is_a_part_of_the_demonstration(visitor):
    page = visitor()
    page.goto("/style")
    page.get_by_text("This page is not here").wait_for()
