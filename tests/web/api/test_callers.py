"""Who calls is known before anything is begun: the first use of a token in a day is kept."""

from app.services.authentication.tokens import new_token


def test_no_transaction_that_writes_begins_before_it_is_known_who_calls(
    client, installation, monkeypatch
):
    """It begins with the turn, and the turn comes behind all that a request waits for."""
    begun = []
    monkeypatch.setattr(
        type(installation.database), "writing", lambda _self: begun.append("a writer")
    )
    for method, path in (("POST", "/amendments"), ("PUT", "/amendments/1/rounds/1/stance")):
        assert client.request(method, f"/api/v1/charters/care-charter{path}").status_code == 401
    assert begun == []


def test_the_first_use_of_a_token_in_a_day_can_be_one_that_writes(client, installation, three):
    with installation.database.writing() as writer:
        token = new_token(writer, "cleo@example.org", "tests")
    answer = client.put(
        "/api/v1/me/name",
        json={"name": "Cleo Marín"},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert (answer.status_code, answer.json()) == (200, {"name": "Cleo Marín"})
