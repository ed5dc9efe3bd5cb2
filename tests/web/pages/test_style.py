"""The style page tells of every token and every component, with a sentence on each."""

import re
from dataclasses import replace
from pathlib import Path

from starlette.testclient import TestClient

from app.main import create_app
from app.web.rendering.specimens.specimens import COMPONENTS, style_page
from tests.web.pages.reading import read_page

ROOT = Path(__file__).parents[3]


def test_every_component_is_shown(installation):
    with TestClient(create_app(replace(installation, is_demo=True))) as client:
        page = read_page(client.get("/style").text)
    assert not page.faults
    for one in COMPONENTS:
        assert one.key in page.ids
        assert one.when in page.text
        assert one.when.endswith(".")
    keys = {one.key for one in COMPONENTS}
    assert keys == {path.stem for path in (ROOT / "templates/style").glob("*.html")}


def test_every_macro_and_colour_is_shown():
    shown = "".join(path.read_text() for path in (ROOT / "templates/style").glob("*.html"))
    inside = {"problem_of", "described", "spans", "runs", "table_row", "wording"}
    inside |= {"passage_line", "loop_mark"}
    macros = re.findall(r"{% macro (\w+)", (ROOT / "templates/macros.html").read_text())
    missing = [one for one in macros if one not in inside and f"ui.{one}(" not in shown]
    assert not missing, "a component belongs onto the style page"
    swatches = (ROOT / "app/web/static/style-page.css").read_text()
    names = [one.name for one in style_page().colours]
    assert len(names) > 15
    assert not [one for one in names if f".swatch-{one} " not in swatches]


def test_elsewhere_there_is_none(site):
    assert "make demo" in site.get("/style", 404).text
