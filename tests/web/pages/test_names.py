"""Names that nobody can borrow, on the pages where one writes a name."""

from tests.support.borrowed import BORROWED
from tests.web.pages.test_belonging import invited, people


def test_joining_and_renaming_refuse_a_borrowed_name_and_keep_what_was_typed(site):
    link = invited(site, "finn@example.org")
    before = people(site)
    for name in BORROWED:
        page = site.post(link, 422, answer="yes", name=name)
        assert page.fields["name"] == name
    site.sign_in("dov")
    for name in BORROWED:
        page = site.post("/me/name", 422, name=name)
        assert page.fields["name"] == name
    assert people(site) == before


def test_somebody_with_a_name_like_a_members_joins_with_what_tells_them_apart(site):
    link = invited(site, "other.ada@example.org")
    page = site.post(link, 422, answer="yes", name="Ada")
    assert "“Ada K.”" in page.text
    site.post(link, answer="yes", name="Ada K.")
    assert people(site)["other.ada@example.org"] == ("Ada K.", "member")
