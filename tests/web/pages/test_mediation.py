"""Private conversations, from the pages and from the API: for those in them, and nobody else."""

import pytest

from app.services.authentication import tokens
from tests.support.texts import KINDNESS

API = "/api/v1/charters/care-charter/mediations"


@pytest.fixture
def handle(three):
    return three.handle


@pytest.fixture
def ask(site):
    """A request as somebody's program."""

    def ask(who, method, path, body=None, *, status=200, scope=tokens.Scope.STEWARD):
        with site.installation.database.writing() as writer:
            token = tokens.new_token(writer, f"{who}@example.org", "t", scope=scope)
        headers = {"Authorization": f"Bearer {token}"}
        answer = site.client.request(method, API + path, json=body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    return ask


def test_a_conversation_from_its_first_note_to_its_end(site, three, handle):
    site.sign_in("cleo")
    assert f"{site.base}/mediation" in site.get(f"{site.base}/members").links
    form = site.get(f"{site.base}/mediation?steward={handle('ada')}&with={handle('dov')}")
    assert "Only the people whom you choose here and you read it." in form.text
    assert "deleted 30 days after the conversation ends" in form.text
    assert form.source.count("selected") == 2
    sent = {"steward": handle("ada"), "person-1": handle("dov"), "person-3": handle("edda")}
    again = site.post(f"{site.base}/mediation", 422, body=" ", **sent)
    assert "Please write your note first." in again.text
    assert again.source.count("selected") == 3
    refused = site.post(f"{site.base}/mediation", 422, body="It *hurt*.", **{"person-1": "?"})
    assert "Please choose a steward." in refused.text
    assert "It *hurt*." in refused.source
    page = site.post(f"{site.base}/mediation", body="It *hurt* <b>.", **sent)
    assert "Only Ada (the steward), Dov, Edda and you read this." in page.text
    assert "It <em>hurt</em> &lt;b&gt;." in page.source
    assert f"{site.base}/mediation" in page.links

    site.sign_in("dov")
    me = site.get("/me")
    assert "conversations With Ada (steward), Cleo, Edda somebody else wrote last" in me.text
    assert "Nothing waits for you here." not in me.text
    here = page.address.removeprefix("http://testserver").partition("?")[0]
    assert here in me.links
    front = site.get(site.base)
    assert "Somebody wrote in a private conversation that you are in. Read it" in front.text
    assert here in front.links
    there = site.get(here)
    assert "End this conversation" not in there.text
    assert "You can leave it." in site.post(f"{here}/end", 409).text
    long = site.post(f"{here}/notes", 422, body="A" * 10_001)
    assert "10,000 is the most" in long.text
    assert "A" * 10_001 in long.source
    assert "Your note is there." in site.post(f"{here}/notes", body="I am sorry.").text
    assert "Nothing waits for you here." in site.get("/me").text
    site.post(f"{here}/leave")
    site.get(here, 404)

    site.sign_in("ada")
    page = site.get(here)
    assert "Dov is not in it any more" in page.text
    assert "Only Cleo, Edda and you read this." in page.text
    assert "Leave this conversation" not in page.text
    ended = site.post(f"{here}/end")
    assert "This conversation ended on" in ended.text
    assert "note-body" not in ended.source
    assert "has ended" in site.post(f"{here}/notes", 409, body="More.").text


def test_for_everybody_else_it_is_as_if_it_were_not_there(site, three):
    number = three.begin_mediation("cleo", "ada", ["dov"], "CANARY")
    here, nowhere = (f"{site.base}/mediation/{one}" for one in (number, 7))
    for who, status in (("bela", 404), ("edda", 404), (None, 403)):
        site.sign_in(who)
        for tail, send in (("", site.get), ("/notes", site.post), ("/leave", site.post),
                           ("/end", site.post)):  # fmt: skip
            sent = {"body": "Hm."} if tail == "/notes" else {}
            one, other = send(here + tail, status, **sent), send(nowhere + tail, status, **sent)
            assert one.text == other.text
        if who:
            assert str(number) not in site.get(f"{site.base}/mediation").source
    site.sign_in("bela")
    for page in ("/me", f"{site.base}/desk", f"{site.base}/members", f"{site.base}/record"):
        assert "CANARY" not in site.get(page).source


def test_where_a_talk_goes_wrong_the_way_to_one_is_near(site, three, handle):
    number = three.propose("dov", three.with_words(KINDNESS))
    three.submit("dov", number)
    three.comment("edda", number, "Not kind.")
    installation = f"{site.base}/amendments/{number}"
    site.sign_in("cleo")
    with_edda = f"{site.base}/mediation?with={handle('edda')}"
    assert with_edda in site.get(installation).links
    report = site.get(f"{installation}/report?about=comment&n=1")
    assert "Would you rather talk?" in report.text
    assert with_edda in report.links
    assert f"{site.base}/mediation?with={handle('dov')}" in site.get(f"{installation}/report").links
    three.report("cleo", number, 1)
    site.sign_in("ada")
    offer = f"{site.base}/mediation?steward={handle('ada')}&with={handle('cleo')}"
    assert offer in site.get(f"{site.base}/desk").links
    form = site.get(offer)
    assert "Ada (steward) (you)" in form.text
    assert form.source.count("selected") == 2
    three.pause("ada", "edda", 3)
    site.sign_in("edda")
    page = site.get(installation)
    assert "report something, and write to a steward in private" in page.text
    assert f"{site.base}/mediation" in page.links


def test_whom_a_report_of_an_objection_is_about_is_not_told(site, three, handle):
    number = three.decide("cleo", three.with_words(KINDNESS))
    three.object_in_confidence("edda", number)
    three.answer_all(number, ["ada", "bela", "cleo", "dov"])
    three.close("ada", number)
    site.sign_in("dov")
    page = site.get(f"{site.base}/amendments/{number}/report?about=objection&n=1")
    assert f"{site.base}/mediation" in page.links
    assert handle("edda") not in page.source


def test_the_same_by_the_api(ask, three, handle):
    wanted = {"steward": handle("ada"), "people": [handle("dov")], "body": "It hurt."}
    made = ask("cleo", "POST", "", wanted, status=201)
    number = made["number"]
    assert [one["name"] for one in made["people"]] == ["Cleo", "Dov"]
    assert (made["steward"]["name"], made["waits"]) == ("Ada", False)
    answered = ask("ada", "POST", f"/{number}/notes", {"body": "I hear you."}, status=201)
    assert [one["body"] for one in answered["notes"]] == ["It hurt.", "I hear you."]
    (item,) = ask("cleo", "GET", "")["items"]
    assert (item["number"], item["waits"]) == (number, True)
    assert ask("dov", "GET", f"/{number}")["notes"][1]["by"]["name"] == "Ada"
    said = {
        ask(who, "GET", f"/{one}", status=404)["detail"] for who in ("bela", "edda")
        for one in (number, 7)
    }  # fmt: skip
    assert said == {"There is no such conversation here."}
    # A token that may take part only is no steward's.
    ask("ada", "GET", f"/{number}", status=404, scope=tokens.Scope.TAKE_PART)
    ask("dov", "POST", f"/{number}/end", status=409)
    ask("dov", "POST", f"/{number}/leave", status=204)
    ask("dov", "GET", f"/{number}", status=404)
    ask("cleo", "POST", f"/{number}/end", status=204)
    assert ask("ada", "GET", f"/{number}")["ended_at"] is not None
    too_many = {**wanted, "people": [handle("dov")] * 5}
    ask("cleo", "POST", "", too_many, status=422)
    ask("cleo", "POST", "", {**wanted, "people": ["nobody"]}, status=422)
