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
        assert f"{at(site, talk)}?comment=1#comment-1" in me.links


class TestHiding:
    def test_a_comment_is_reported_and_hidden(self, site, three, talk):
        site.sign_in("cleo")
        form = site.get(f"{at(site, talk)}/report?about=comment&n=1")
        assert "Only the stewards see this, with your name." in form.text
        sent = {"about": "comment", "n": "1", "body": "It is not kind."}
        refused = site.post(f"{at(site, talk)}/report", 422, promise="nothing", **sent)
        assert "Please choose the passage" in refused.text
        assert "It is not kind." in refused.source
        promise = three.block("Respect Privacy").id
        page = site.post(f"{at(site, talk)}/report", promise=promise, **sent)
        assert "You reported this" in page.text
        assert "have not answered yet" in page.text
        site.get(f"{at(site, talk)}/report?about=comment&n=9", 404)
        site.get(f"{at(site, talk)}/report?about=gossip", 404)

        site.sign_in("ada")
        assert "1 report or question about a hidden comment waits" in site.get("/me").text
        desk = site.get(f"{site.base}/desk")
        assert "Comment 1 on A small change Reported by Cleo" in desk.text
        assert "Respect Privacy" in desk.text
        assert "The words of Edda that it is about:" in desk.text
        assert "Who is meant" in desk.text
        assert "Leave it, and answer" in desk.text
        long = "x" * 10_001
        kept = site.post(f"{site.base}/desk/reports/1", 422, answer=long)
        assert long in kept.source
        comment = f"{at(site, talk)}/comments/1"
        refused = site.post(f"{comment}/hide", 422, reason="")
        assert "Please say why: the reason stands in its place." in refused.text
        desk = site.post(f"{comment}/hide", reason="It is unkind.", report="1")
        assert desk.address.endswith("/desk?said=hidden#report-1")
        assert "This comment is hidden. Tell Cleo now what you did." in desk.text
        page = site.get(at(site, talk))
        assert "Hidden by a steward, because: It is unkind." in page.text
        assert "Who is meant" in page.text
        desk = site.post(f"{site.base}/desk/reports/1", answer="It is hidden.")
        assert "Reported by" not in desk.text

        site.sign_in("dov")
        page = site.get(at(site, talk))
        assert "Hidden by a steward, because: It is unkind." in page.text
        assert "Who is meant" not in page.source
        assert "Cleo" not in site.get(f"{site.base}/record").text.partition("reported")[2][:40]

        site.sign_in("cleo")
        page = site.get(f"{at(site, talk)}/report?about=comment&n=1")
        assert "The stewards answered: It is hidden." in page.text

    def test_its_author_answers_and_another_steward_decides(self, site, three, talk):
        three.hide("ada", talk, 1)
        site.sign_in("dov")
        assert "You are mentioned" not in site.get("/me").text
        comment = f"{at(site, talk)}/comments/1"
        site.sign_in("edda")
        me = site.get("/me")
        assert "Your comment on A small change" in me.text
        page = site.post(f"{comment}/hiding/answer", body="I did not mean it so.")
        assert "The stewards can read your answer." in page.text
        site.post(f"{comment}/hiding/answer", 409, body="Once more.")
        page = site.post(f"{comment}/hiding/appeal", appeal="Please look again.")
        assert "Another steward is being asked." in page.text
        site.sign_in("ada")
        site.post(f"{comment}/hiding/decision", 403, restored="yes", decision="No.")
        assert "so another steward has to decide" in site.get(f"{site.base}/desk").text
        site.sign_in("bela")
        assert "Asked about a hidden comment" in site.get(f"{site.base}/desk").text
        page = site.post(f"{comment}/hiding/decision", restored="yes", decision="It is a question.")
        assert "Hidden by a steward" not in page.text
        site.sign_in("cleo")
        assert "Who is meant" in site.get(at(site, talk)).text

    def test_who_may_not_is_told_why(self, site, three, talk):
        three.report("ada", talk, 1)
        site.sign_in("ada")
        page = site.get(at(site, talk))
        assert "You reported this yourself, so another steward has to decide." in page.text
        refused = site.post(f"{at(site, talk)}/comments/1/hide", 403, reason="Mine.")
        assert "You reported this yourself, so another steward has to decide." in refused.text
        desk = site.get(f"{site.base}/desk")
        assert "You are concerned yourself" in desk.text
        assert "Reported by" not in desk.text
        site.sign_in(None)
        site.get(f"{at(site, talk)}/report", 403)
        site.post(f"{at(site, talk)}/comments/1/hide", 403, reason="Mine.")


class TestDesk:
    def test_a_pause_begins_is_said_to_who_is_paused_and_ends(self, site, three, talk):
        site.sign_in("ada")
        desk = f"{site.base}/desk"
        sent = {"member": three.handle("edda"), "reason": "Three warnings."}
        refused = site.post(f"{desk}/pauses", 422, until="2099-01-01", **sent)
        assert "Please choose a day from today to 7 days from now." in refused.text
        assert "Three warnings." in refused.source
        page = site.post(f"{desk}/pauses", until="2026-03-04", **sent)
        assert "Edda : comments are paused until" in page.text
        assert "Three warnings." in page.text
        site.sign_in("edda")
        why = "A steward has paused your comments until the end of 4 March 2026."
        assert why in site.get(at(site, talk)).text
        assert why in site.post(f"{at(site, talk)}/comments", 409, body="Hm.").text
        site.post(f"{desk}/pauses", 403, until="2026-03-04", **sent)
        site.sign_in("ada")
        page = site.post(f"{desk}/pauses/1/lift")
        assert "comments are paused until" not in page.text
        site.post(f"{desk}/pauses/1/lift", 409)

    def test_who_has_not_been_heard_and_ones_own_part(self, site, talk):
        site.sign_in("ada")
        page = site.get(f"{site.base}/desk")
        assert "Not heard yet Only stewards see this." in page.text
        assert "A small change Ada (steward), Bela (steward)" in page.text
        site.sign_in("cleo")
        page = site.get(at(site, talk))
        assert "You wrote 14 % of the words here; 2 of 5 members have not spoken yet." in page.text
        site.sign_in(None)
        assert "of the words here" not in site.get(at(site, talk)).text
