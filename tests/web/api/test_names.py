"""Names that nobody can borrow, for programs."""

from tests.support.borrowed import BORROWED


def test_a_borrowed_name_is_refused(call, client):
    caller = call("dov")
    for name in BORROWED:
        answer = client.put("/api/v1/me/name", json={"name": name}, headers=caller.headers)
        assert answer.status_code == 422, name
    assert "Dov" in {one["name"] for one in caller.get("/members").json()["items"]}
