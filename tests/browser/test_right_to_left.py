"""Charters that are written from right to left, in pages that are not."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from amendments.ruleset import Ruleset
from app.settings import Settings
from app.storage.engine.database import Database
from app.storage.texts import charters
from app.storage.upkeep.migrate import migrate
from app.web.installation import Installation
from tests.browser.stage import Stage, WallClock, served
from tests.browser.test_every_page import OVER
from tests.support.community import Community

HEBREW = """# אמנת הקהילה

אנו קהילה של אנשים שלומדים יחד.

## כבוד

- **פרטיות:** נענה לכל פנייה תוך 30 ימים לכל היותר.
- **סבלנות:** נהיה סבלניים זה עם זה.

> מי ששואל אינו מתבייש.

| מה | מתי |
| --- | --- |
| פגישה | יום ראשון |
"""
ARABIC = """# ميثاق الجماعة

نحن جماعة من الناس نتعلم معا.

## الاحترام

- **الخصوصية:** نجيب عن كل طلب خلال 30 يوما على الأكثر.
- **الصبر:** نصبر بعضنا على بعض.

1. نسأل أولا.
2. نصغي ثم نقرر.
"""
TEXTS = {
    "he": (HEBREW, "נועה לוי", "זמן רב יותר", ("אנו קהילה", "אנחנו קהילה"), ("30", "45")),
    "ar": (ARABIC, "ليلى حداد", "وقت أطول", ("نحن جماعة", "إننا جماعة"), ("30", "45")),
}
#: Passages that do not read from right to left.
ASTRAY = """() => [...document.querySelectorAll('.text [id^="p-"], .text :is(ul, ol), p.wording')]
    .filter(one => getComputedStyle(one).direction !== 'rtl')
    .map(one => one.outerHTML.slice(0, 120))"""
#: Pieces of a redline that do not stand on the left of the one before them in the same line.
TURNED = """() => [...document.querySelectorAll('.wording')].flatMap(wording => {
    const all = [...wording.querySelectorAll('ins, del')].map(one => one.getBoundingClientRect());
    return all.slice(1).map((box, at) => [all[at], box]).filter(([before, box]) =>
        Math.abs(before.top - box.top) < 2 && box.right > before.left + 2).map(() =>
        wording.innerText);
})"""
#: Words from the right that stand among Latin words without being set apart.
MINGLED = """() => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode, words = node.data;
        if (/[\\u0590-\\u06ff]/.test(words) && /[a-z]{2}/i.test(words) &&
            !node.parentElement.closest('option, textarea, script')) found.push(words.trim());
    }
    return found;
}"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    memory = Path("/dev/shm")
    parent = memory if memory.is_dir() else tmp_path_factory.mktemp("stage")
    with tempfile.TemporaryDirectory(prefix="charter-stage-", dir=parent) as folder:
        url = f"sqlite:///{Path(folder) / 'stage.db'}"
        clock = WallClock()
        database = Database(url, clock)
        migrate(database)
        settings = Settings(database_url=url, secret="a secret of the tests", tick_seconds=3600)
        installation = Installation(settings, database, b"a secret of the tests", lambda mail: None)
        made = Stage(installation, found(database, clock, "he"), clock)
        found(database, clock, "ar")
        clock.ahead = timedelta(0)
        with served(made):
            yield made
        database.dispose()


def found(database, clock, slug):
    """A charter with one change in force and one under way, and someone with such a name."""
    text, name, title, first, number = TEXTS[slug]
    rules = Ruleset(discussion=timedelta(0))
    c = Community.found(database, clock, stewards=2, members=2, ruleset=rules, text=text, slug=slug)
    with database.writing() as writer:
        person = charters.find_person(writer, "cleo@example.org")
        assert person is not None
        person.name = name
    adopted = c.decide("cleo", c.with_words(first, number), title=title, summary=title)
    c.answer_all(adopted, ["ada", "bela", "cleo", "dov"])
    c.close("ada", adopted)
    second = c.propose("cleo", c.with_words(("45", "60")), title=title, summary=title)
    c.submit("cleo", second)
    c.comment("cleo", second, title)
    return c


@pytest.mark.parametrize("slug", ["he", "ar"])
def test_a_text_from_the_right_reads_so_and_turns_no_sentence_around_it(visitor, stage, slug):
    page = visitor("ada", width=320)
    proposal, mingled = f"/{slug}/amendments/2", []
    for path in (
        f"/{slug}", f"/{slug}/compare/1...2", f"/{slug}/compare/1...2?view=side", proposal,
        f"/{slug}/amendments/1/rounds/1", f"/{slug}/record", f"/{slug}/members", f"/{slug}/desk",
        f"/{slug}/revisions", f"/{slug}/amendments", "/me",
    ):  # fmt: skip
        page.goto(path)
        assert page.evaluate("document.documentElement.dir") == "ltr"
        assert page.evaluate(OVER) <= 0, path
        assert page.evaluate(ASTRAY) == [], path
        assert page.evaluate(TURNED) == [], path
        mingled += [(path, one) for one in page.evaluate(MINGLED)]
    assert not mingled
    page.goto(f"/{slug}/compare/1...2")
    assert page.locator(".wording ins").count() == page.locator(".wording del").count() >= 2
    piece = page.locator(".wording ins").first
    assert piece.evaluate("one => getComputedStyle(one).unicodeBidi") == "isolate"
    # A clause that reads from the right is quoted as it was and as it is, each on its own.
    quoted = page.locator(".in-words bdi").all_inner_texts()
    assert [one for one in quoted if "30" in one and "45" not in one]
    assert [one for one in quoted if "45" in one and "30" not in one]
    page.goto(f"/{slug}")
    assert page.locator(".passage-link").first.evaluate("one => one.matches(':dir(ltr)')")
