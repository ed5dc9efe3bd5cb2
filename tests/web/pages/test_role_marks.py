"""What somebody is stands behind their name wherever it speaks, drawn by the program."""

import re
from datetime import timedelta

from app.mail.due import do_what_is_due
from app.services.authentication.tokens import new_token
from app.services.belonging.rename import rename

#: A name that stands nowhere else in a page.
QUILL = "Quillibet"
MARKED = re.compile(QUILL + r'(</bdi> <bdi class="role-mark">\(steward\)</bdi>| \(steward\))')
WORDS = ("personal information without permission", "personal things without permission")
#: Where a name is no speaker: how to call somebody, and one's own name.
NO_SPEAKER = re.compile(rf"@{QUILL}|“{QUILL} K\.”")


def unmarked(source):
    """What stands around each place where the name has no mark."""
    source = NO_SPEAKER.sub("", source)
    return [
        source[max(0, at.start() - 80) : at.end() + 60]
        for at in re.finditer(QUILL, source)
        if not MARKED.match(source, at.start())
    ]


def ask(site, path):
    """What Cleo's program is answered."""
    with site.installation.database.writing() as writer:
        token = new_token(writer, "cleo@example.org", "tests")
    answer = site.client.get(
        f"/api/v1/charters/care-charter{path}", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def life(site, three):
    """A proposal in which a steward did all that one can do in it. Returns its number."""
    with site.installation.database.writing() as writer:
        rename(writer, three.people["ada"].person, QUILL)
    number = three.propose("ada", three.with_words(WORDS))
    three.submit("ada", number)
    three.comment("ada", number, "What do you think?", kind="question")
    three.comment("cleo", number, f"@{QUILL} I like it.")
    three.clock.advance(timedelta(days=6))
    three.open("bela", number)
    three.object_to("ada", number)
    three.answer("cleo", number)
    three.answer("dov", number, "concern", "Is it short enough?")
    return number


def test_a_stewards_name_carries_the_mark_on_every_page_where_it_stands(site, three):
    number = life(site, three)
    here = f"{site.base}/amendments/{number}"
    pages = [
        here, f"{here}/rounds/1", f"{here}/versions", f"{site.base}/members", f"{site.base}/desk",
        f"{site.base}/amendments", f"{site.base}/record", f"{site.base}/mediation", "/me",
        f"{site.base}/glossary",
    ]  # fmt: skip
    seen = 0
    for who in ("cleo", "bela"):
        site.sign_in(who)
        for path in pages:
            source = site.client.get(path).text
            assert unmarked(source) == [], path
            seen += len(MARKED.findall(source))
    assert seen > 20
    site.sign_in("cleo")
    assert "Cleo</bdi> <span" not in site.get(here).source


def test_the_mark_is_in_the_language_of_the_reader(site, three):
    number = life(site, three)
    site.sign_in("cleo")
    page = site.client.get(
        f"{site.base}/amendments/{number}", headers={"Accept-Language": "de"}
    ).text
    assert f'{QUILL}</bdi> <bdi class="role-mark">(Begleitung)</bdi>' in page


def test_letters_tell_the_role_as_text_in_both_their_forms(site, three):
    life(site, three)
    do_what_is_due(site.installation.database, site.installation.sender, site.installation.post)
    texts = [
        mail.get_body((form,)).get_content()
        for mail in site.mail
        for form in ("plain", "html")
        if mail.get_body((form,)) is not None and mail["To"] != "ada@example.org"
    ]
    told = [one for one in texts if QUILL in one]
    assert told
    for one in told:
        for at in re.finditer(QUILL, one):
            after = one[at.end() : at.end() + 20]
            before = one[max(0, at.start() - 1) : at.start()]
            assert before == "@" or re.match(r"(</bdi>)?\s+\(steward\)| goes by", after), one


def test_programs_read_the_role_beside_the_name(site, three):
    number = life(site, three)
    told = ask(site, f"/amendments/{number}")
    assert [(one["name"], one["role"]) for one in told["authors"]] == [(QUILL, "steward")]
    (objection,) = told["rounds"][0]["objections"]
    assert (objection["name"], objection["role"]) == (QUILL, "steward")
    roles = {one["name"]: one["role"] for one in told["rounds"][0]["stances"]}
    assert (roles["Cleo"], roles[QUILL]) == ("member", "steward")
    comments = ask(site, f"/amendments/{number}/comments")
    assert {one["author"]["role"] for one in comments["items"]} == {"steward", "member"}


def test_another_name_is_told_for_a_while_and_to_the_other_stewards(site, three, clock):
    before = len(site.mail)
    do_what_is_due(site.installation.database, site.installation.sender, site.installation.post)
    site.sign_in("dov")
    site.post("/me/name", name="Dovid Lind")
    do_what_is_due(site.installation.database, site.installation.sender, site.installation.post)
    letters = [one for one in site.mail[before:] if "another name" in one["Subject"]]
    assert {one["To"] for one in letters} == {"ada@example.org", "bela@example.org"}
    for one in letters:
        words = " ".join(one.get_body(("plain",)).get_content().split())
        assert "Dov goes by the name Dovid Lind now in Care Charter" in words
    site.sign_in("cleo")
    assert "Dovid Lind before: Dov" in site.get(f"{site.base}/members").text
    listed = ask(site, "/members")["items"]
    assert {one["name"]: one["before"] for one in listed}["Dovid Lind"] == "Dov"
    site.sign_in(None)
    assert "Dov" not in site.get(f"{site.base}/members").text
    clock.advance(timedelta(days=61))
    site.sign_in("cleo")
    assert "before:" not in site.get(f"{site.base}/members").text
