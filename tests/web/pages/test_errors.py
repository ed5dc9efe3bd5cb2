"""What cannot be shown is said kindly, with a way on; whatever somebody types as an address."""

from starlette.routing import Route
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import BODY_LIMIT
from tests.web.pages.reading import read_page

HUGE = "9" * 20
JARGON = ("2147483647", "GET", "PUT", "Input", "integer", "bytes", "JSON", "UTF-8", "None")
LOST = [
    f"amendments/{HUGE}", f"amendments/{HUGE}/edit", "amendments/0", "amendments/-1",
    "amendments/x", f"revisions/{HUGE}", f"compare/1...{HUGE}", "compare/x", "compare/9...1",
    "passages/%00", f"passages/{'x' * 300}", f"amendments/1/rounds/{HUGE}",
    f"amendments/1/versions/1...{HUGE}", "%F0%9F%8C%B1/x", "a/b/c/d", "..%2f..%2fetc",
]  # fmt: skip


def said_kindly(page):
    """The words of a page that says no, once they are found kind."""
    assert not [word for word in JARGON if word in page.text], page.text
    assert "Go to the first page" in page.text
    return page.text


def test_junk_in_an_address(site):
    for tail in LOST:
        page = site.get(f"{site.base}/{tail}", 404)
        assert "This page is not here" in said_kindly(page)
        assert "Go to the charter" in page.text, tail
    for path in ("/nothing", "/%00", "/sign-in/x/y", "/me/nothing"):
        page = site.get(path, 404)
        assert "Go to the charter" not in page.text, path
    assert "cannot be read: since" in said_kindly(site.get(f"{site.base}/live?since={HUGE}", 422))


def test_who_is_signed_in_is_not_asked_to_sign_in(site):
    assert "Sign in" in site.get("/nothing/here", 404).text
    site.sign_in("dov")
    page = site.get("/nothing/here", 404)
    assert "ign in" not in page.text.replace("signed in", "")
    assert "/me" in page.links


def test_where_a_button_leads_is_no_page(site):
    page = site.get(f"{site.base}/amendments/1/withdraw", 405)
    assert "press the button there" in said_kindly(page)


def test_more_than_can_be_taken_at_once(site):
    site.sign_in("dov")
    page = site.post(f"{site.base}/amendments/new", 413, title="x" * BODY_LIMIT)
    assert "More was sent at once" in said_kindly(page)
    assert "Back button" in page.text


def test_what_went_wrong_here_is_said_as_ours(installation):
    def fail(_request):
        raise RuntimeError

    app = create_app(installation)
    app.router.routes.insert(0, Route("/care-charter/broken", fail))
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/care-charter/broken")
    assert answer.status_code == 500
    text = said_kindly(read_page(answer.text))
    assert "Something went wrong here, not with you." in text
    assert "Go to the charter" in text
