"""What the charter's page costs: bytes, requests, and that nothing on it moves."""

import pytest

BASE = "/care-charter"
MOST_BYTES, MOST_REQUESTS = 150_000, 10
MOVED = """new Promise(tell => {
    const seen = new PerformanceObserver(() => {});
    seen.observe({type: 'layout-shift', buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() =>
        tell(seen.takeRecords().reduce((sum, one) => sum + one.value, 0))));
})"""


class Wire:
    """What comes over the wire; what the browser has kept is not counted."""

    def __init__(self, page):
        self.kept, self.came = set(), {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestServedFromCache", lambda one: self.kept.add(one["requestId"]))
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)

    def _received(self, one):
        if one["response"].get("fromDiskCache"):
            self.kept.add(one["requestId"])
        self.came[one["requestId"]] = [one["response"]["url"], 0]

    def _finished(self, one):
        if one["requestId"] in self.came:
            self.came[one["requestId"]][1] = one["encodedDataLength"]

    def take(self):
        """What came since the last time."""
        came = [tuple(one) for key, one in self.came.items() if key not in self.kept]
        self.came.clear()
        return came


@pytest.mark.parametrize("who", [None, "dov"])
def test_the_charter_comes_quickly(visitor, who, record_property):
    page = visitor(who)
    wire = Wire(page)
    page.goto(BASE, wait_until="load")
    page.evaluate("document.fonts.ready")
    # What tells an open page of news is a connection that stays, not a file.
    cold = [one for one in wire.take() if "/live?" not in one[0]]
    record_property("cold", cold)
    assert len(cold) <= MOST_REQUESTS, cold
    assert sum(size for _, size in cold) <= MOST_BYTES, cold
    assert page.evaluate(MOVED) == 0
    page.goto(f"{BASE}/rules")
    wire.take()
    page.goto(BASE)
    page.evaluate("document.fonts.ready")
    warm = [url for url, _ in wire.take() if "/live?" not in url]
    assert warm == [page.url]


def test_fonts_that_come_late_move_hardly_anything(visitor, record_property):
    page = visitor(width=390)
    waiting = []

    def hold(route):
        waiting.append(route)

    page.route("**/*.woff2*", hold)
    page.goto(BASE, wait_until="domcontentloaded")
    page.wait_for_function("() => performance.getEntriesByType('paint').length > 0")
    assert len(waiting) >= 2
    for one in waiting:
        one.continue_()
    page.evaluate("document.fonts.ready")
    moved = page.evaluate(MOVED)
    record_property("moved", moved)
    assert moved < 0.1
