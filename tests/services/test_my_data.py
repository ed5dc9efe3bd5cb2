"""What is kept about one person: all that they said and did, and nothing of others."""

import io
import json
import zipfile

from app.mail.sending.outbox import put
from app.services.authentication import sessions, tokens
from app.services.care import my_data
from tests.support.texts import KINDNESS


def a_life(c):
    """Cleo does a little of everything; what she says begins with her mark."""
    number = c.propose("cleo", c.with_words(KINDNESS), title="CLEO title", reason="CLEO reason")
    c.submit("cleo", number)
    c.comment("cleo", number, "CLEO comment")
    c.comment("dov", number, "DOV comment")
    c.sense("cleo", number, "ready")
    c.clock.advance(c.charter.ruleset.discussion * 2)
    c.open("ada", number)
    c.answer("cleo", number, "object", "CLEO objects", "CLEO accepts")
    c.answer("dov", number, "concern", "DOV concern")
    with c.database.writing() as writer:
        sessions.new_session(writer, c.people["cleo"].person)
        tokens.new_token(writer, "cleo@example.org", "CLEO token")
        put(writer, "cleo@example.org", "CLEO subject", "CLEO letter")
        put(writer, "dov@example.org", "DOV subject", "DOV letter")
    return number


def test_everything_about_one_person_and_nothing_of_others(two_stewards):
    c = two_stewards
    number = a_life(c)
    with c.database.reading() as reader:
        data = my_data.collect(reader, c.people["cleo"].person)
    packed = zipfile.ZipFile(io.BytesIO(my_data.as_zip(data)))
    for name in ("my-data.json", "my-data.txt"):
        said = packed.read(name).decode()
        for what in ("title", "reason", "comment", "objects", "accepts", "token", "letter"):
            assert f"CLEO {what}" in said, (name, what)
        assert "cleo@example.org" in said
        for other in ("DOV", "dov@", "Dov", "digest"):
            assert other not in said, (name, other)
    body = json.loads(packed.read("my-data.json"))
    by_title = {one["title"]: one["items"] for one in body["sections"]}
    (answer,) = by_title["Your answers in decisions"]
    assert (answer["proposal"], answer["decision"], answer["kind"]) == (number, 1, "object")
    assert by_title["How proposals felt to you"][0]["sense"] == "ready"
    (version,) = by_title["What you proposed"]
    assert "Treat each other with kindness" in json.dumps(version["change"])
    kinds = [one["event"] for one in by_title["What the record says of you"]]
    assert kinds == [
        "member.added", "amendment.drafted", "amendment.submitted", "comment.added", "sense.given",
        "stance.taken",
    ]  # fmt: skip
