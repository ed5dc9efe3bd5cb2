"""Who can read a charter, as programs change it and answer what they are asked."""

WIDE = {"visibility": "public", "discussion": "everyone", "reason": "We trust."}
STILL = {"visibility": "public", "discussion": "members"}


def test_it_is_announced_answered_and_stopped(call):
    ada, cleo, reader = call("ada"), call("cleo"), call(None)
    assert cleo.put("/visibility", WIDE).status_code == 403
    said = ada.put("/visibility", WIDE).json()
    assert said["announced"]["discussion"] == "everyone"
    assert said["consent"] == {"proposals": None, "discussion": None, "asked": ["discussion"]}
    told = reader.get("/visibility").json()
    assert (told["discussion"], told["announced"], told["consent"]) == ("members", None, None)
    said = cleo.put("/visibility/consent", {"discussion": True}).json()
    assert said["consent"]["discussion"] is True
    assert cleo.put("/visibility/consent", {"proposals": True}).status_code == 409
    assert cleo.put("/visibility/consent", {}).status_code == 422
    assert ada.put("/visibility", {**WIDE, "visibility": "members"}).status_code == 422
    assert ada.put("/visibility", STILL).json()["announced"] is None
    assert ada.put("/visibility", STILL).status_code == 409
