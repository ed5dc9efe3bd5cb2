"""The page on which somebody is forgotten: it says all before, and does what it says."""

from datetime import timedelta

from app.storage.upkeep import erasures


def test_the_whole_path(site, clock):
    c = site.community
    number = c.decide("dov", c.with_words(("wherever possible", "wherever we can")))
    c.object_to("cleo", number)
    c.comment("cleo", number, "I, Cleo, say so.")
    site.sign_in("cleo")
    page = site.get("/me/data")
    assert "/me/erase" in page.links
    page = site.get("/me/erase")
    assert "1 open objection" in page.text
    assert "cleo@example.org" in page.text
    assert "Please choose what is to be erased." in site.post("/me/erase", 422).text
    clock.advance(timedelta(hours=1))
    assert "confirm that it is you" in site.post("/me/erase", 403, way="words").text
    site.sign_in("cleo")
    page = site.post("/me/erase", way="words")
    assert "You are erased here" in page.text
    assert site.get("/me").address.endswith("/sign-in?next=/me")
    assert len(erasures.read_list(site.installation.settings.erasures_file())) == 1
    site.sign_in("dov")
    told = site.get(f"{site.base}/amendments/{number}").text
    assert "Cleo" not in told
    assert "a former member" in told
    assert "erased at their author" in told
    assert "asked to be forgotten" in site.get(f"{site.base}/record").text
    assert "Cleo" not in site.get(f"{site.base}/members").text


def test_the_only_steward_reads_the_same_words_twice(site):
    c = site.community
    c.leave("bela")
    site.sign_in("ada")
    words = "Care Charter: You are the only steward. Make someone else a steward first."
    assert words in site.get("/me/erase").text
    assert words in site.post("/me/erase", 409, way="name").text
