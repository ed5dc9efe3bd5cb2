"""Care in conversation, from the pages."""

import pytest

WORDS = ("wherever possible", "wherever you can")


@pytest.fixture
def talk(three):
    """A proposal by dov in discussion, with a comment by edda and an answer by cleo."""
    number = three.propose("dov", three.with_words(WORDS))
    three.submit("dov", number)
    three.comment("edda", number, "Who is meant? @Dov, @Nobody <b>")
    three.comment("cleo", number, "Everyone.", reply_to=1)
    return number


def at(site, number):
    return f"{site.base}/amendments/{number}"


class TestComments:
    def test_new_words_are_marked_and_the_earlier_ones_can_be_read(self, site, talk):
        site.sign_in("cleo")
        assert "Change my words : comment 1" not in site.get(at(site, talk)).text
        site.sign_in("edda")
        refused = site.post(f"{at(site, talk)}/comments/1/edit", 422, body="  ")
        assert "Please write your comment first." in refused.text
        page = site.post(f"{at(site, talk)}/comments/1/edit", body="Who is **meant**?")
        assert "Your comment has its new words." in page.text
        assert "edited" in page.text
        assert "Who is meant?" in page.text
        assert "How it read before : comment 1 Until" in page.text
        assert "@Nobody &lt;b&gt;" in page.source
        site.sign_in("ada")
        site.post(f"{at(site, talk)}/comments/1/edit", 403, body="Mine.")

    def test_what_is_taken_back_is_not_shown(self, site, talk):
        site.sign_in("edda")
        page = site.post(f"{at(site, talk)}/comments/1/take-back")
        assert "Only the person who wrote it and the stewards can still read it." in page.text
        site.sign_in("cleo")
        page = site.get(at(site, talk))
        assert "The person who wrote this comment has taken it back." in page.text
        assert "Who is meant" not in page.source
        assert "Everyone." in page.text

    def test_a_settled_thread_is_folded_and_can_be_opened_again(self, site, talk):
        site.sign_in("dov")
        page = site.post(f"{at(site, talk)}/comments/1/settled", settled="yes")
        assert "Settled: Reaction by Edda, 1 answer" in page.text
        assert '<details class="settled">' in page.source
        page = site.post(f"{at(site, talk)}/comments/1/settled", settled="no")
        assert '<details class="settled">' not in page.source
        assert "The thread is open again." in page.text
        site.sign_in("cleo")
        site.post(f"{at(site, talk)}/comments/1/settled", 403, settled="yes")
        site.post(f"{at(site, talk)}/comments/2/settled", 409, settled="yes")

    def test_who_is_mentioned_is_marked_and_finds_it(self, site, talk):
        site.sign_in("cleo")
        page = site.get(at(site, talk))
        assert '<span class="mention">@Dov</span>, @Nobody &lt;b&gt;' in page.source
        assert "@Ada @Bela @Cleo @Dov @Edda" in page.text
        site.sign_in("dov")
        me = site.get("/me")
        assert "You are mentioned A small change by Edda" in me.text
        assert f"{at(site, talk)}#comment-1" in me.links
