"""The glossary on its page, in the charter, in proposals, and through the API."""

from app.services.authentication.tokens import new_token


def test_the_whole_path(site):
    base = f"{site.base}/glossary"
    assert "No word is explained here yet." in site.get(base).text
    site.sign_in("cleo")
    page = site.post(base, 422, term="Kindness", meaning="")
    assert page.fields["term"] == "Kindness"
    assert "Please say what it means" in page.text
    assert (
        "Your explanation is there."
        in site.post(base, term="Kindness", meaning="Being <i>good</i>.").text
    )
    site.sign_in("dov")
    changed = {"term": "Kindness", "meaning": "Being good.", "edit": 1}
    assert "Being good." in site.post(f"{base}/1", **changed).text
    assert "in the meantime" in site.post(f"{base}/1", 409, **changed).text
    assert "taken out" in site.post(f"{base}/1", act="out", edit=2).text
    page = site.post(f"{base}/1/undo", edit=1)
    assert "Being <i>good</i>." in page.text
    assert "Cleo" in page.text
    site.sign_in(None)
    assert "Cleo" not in site.get(base).text
    assert "<dfn>" in site.get(site.base).source
    number = site.community.propose(
        "cleo", site.community.with_words(("Treat others with kindness", "Treat all with kindness"))
    )
    site.community.submit("cleo", number)
    assert "that the glossary explains" in site.get(f"{site.base}/amendments/{number}").text
    assert "explained a word" in site.get(f"{site.base}/record").text


def test_hints_while_someone_writes(site):
    c = site.community
    site.sign_in("cleo")
    page = site.get(f"{site.base}/amendments/new?view=whole")
    text = c.with_words(("Treat others with kindness", "Treat XYQ people with kindness"))
    fields = {**page.fields, "whole": text, "act": "preview"}
    page = site.post(f"{site.base}/amendments/new", **fields)
    assert "“XYQ”" in page.text
    assert "Hints only" in page.text


def test_through_the_api(site):
    with site.installation.database.writing() as writer:
        token = new_token(writer, "cleo@example.org", "tests")
    client, base = site.client, f"/api/v1/charters/{site.community.slug}/glossary"
    headers = {"Authorization": f"Bearer {token}"}
    made = client.post(base, json={"term": "CIC", "meaning": "A company."}, headers=headers)
    assert (made.status_code, made.json()["number"]) == (201, 1)
    better = {"term": "CIC", "meaning": "One.", "edit": 1}
    assert client.put(f"{base}/1", json=better, headers=headers).json()["edit"] == 2
    assert client.put(f"{base}/1", json=better, headers=headers).status_code == 409
    assert client.delete(f"{base}/1", headers=headers).json()["term"] is None
    assert client.post(f"{base}/1/undo", json={"edit": 1}, headers=headers).json()["edit"] == 4
    (term,) = client.get(base).json()["items"]
    assert (term["meaning"], term["history"]) == ("A company.", [])
    assert len(client.get(base, headers=headers).json()["items"][0]["history"]) == 4
    assert client.post(base, json={"term": "X", "meaning": "y"}).status_code == 401
