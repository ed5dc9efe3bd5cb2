"""However many people belong to a charter, a request reads those whom it shows."""

import json
import os
import re

import pytest

from app.services import entry
from app.services.views.comment_view import comments_for
from app.storage.texts import charters
from tests.growth.conftest import API
from tests.support.growing import grow_people
from tests.support.statements import counted
from tests.support.texts import KINDNESS

#: More people than one statement reads as a whole.
FEW = 700
MANY = 100_000 if os.environ.get("CHARTER_TESTS_GROWTH") else 7_000


@pytest.fixture
def large(found_large):
    return found_large(stewards=2, members=3)


#: What keeps a statement from reading all the people of a charter.
BOUNDED = re.compile(r"LIMIT|count\(|\bIN \(|person_id = |membership\.id = |role = ")


def reads_everybody(statement):
    return "FROM membership" in statement and not BOUNDED.search(statement)


def seen_at_both(large, looker, path, **more):
    """What a page took for a large and for a far larger community: statements and size."""
    seen = []
    for count in (FEW, MANY - FEW):
        grow_people(large, count)
        page = looker.get(path, **more)
        seen.append((looker.statements, len(page)))
        assert not [one for one in looker.sent if reads_everybody(one)]
    return seen


@pytest.mark.parametrize("tail", ["", "/revisions", "/members", "/record", "/desk", "/amendments",
                                  "/amendments/1", "/mediation", "/rules"])  # fmt: skip
def test_a_page_takes_no_more_for_ten_times_the_people(large, looker, tail):
    number = large.propose("cleo", large.head.document.text + "\nAnd be kind.\n")
    large.submit("cleo", number)
    large.comment("dov", number, "Hello @edda, and all!")
    looker.sign_in("ada")
    (few, size), (many, larger) = seen_at_both(large, looker, f"/{large.slug}{tail}")
    assert few == many
    assert larger <= size * 1.05


def test_what_needs_me_takes_no_more_for_ten_times_the_people(large, looker):
    looker.sign_in("cleo")
    (few, size), (many, larger) = seen_at_both(large, looker, "/me")
    assert few == many
    assert larger <= size * 1.05


def test_the_list_of_the_api_takes_no_more_and_goes_on_where_it_was(large, looker):
    auth = looker.token("cleo")
    (few, _), (many, _) = seen_at_both(large, looker, f"{API}/members?limit=20", headers=auth)
    assert few == many
    part = json.loads(looker.get(f"{API}/members?limit=3", headers=auth))
    names = [one["name"] for one in part["items"]]
    large.join("kim")
    part = json.loads(looker.get(f"{API}/members?limit=3&cursor={part['next']}", headers=auth))
    names += [one["name"] for one in part["items"]]
    assert [name.split()[0] for name in names] == [
        "Ada", "Bela", "Cleo", "Dov", "Edda", "Member",
    ]  # fmt: skip


def test_a_program_hears_of_those_who_were_not_heard_a_part_at_a_time(large, looker):
    number = large.propose("cleo", large.with_words(KINDNESS))
    large.submit("cleo", number)
    large.comment("dov", number)
    path, auth = f"{API}/amendments/{number}/not-heard", looker.token("ada")
    assert json.loads(looker.get(path, headers=auth)) == {
        "names": ["Ada", "Bela", "Edda"],
        "next": None,
    }
    part = json.loads(looker.get(f"{path}?limit=2", headers=auth))
    assert part["names"] == ["Ada", "Bela"]
    part = json.loads(looker.get(f"{path}?limit=2&cursor={part['next']}", headers=auth))
    assert part == {"names": ["Edda"], "next": None}
    (few, size), (many, larger) = seen_at_both(large, looker, f"{path}?limit=25", headers=auth)
    assert few == many
    assert larger <= size * 1.05
    cursor, names = "", []
    while cursor is not None and len(names) < MANY:
        part = json.loads(looker.get(f"{path}?{cursor}", headers=auth))
        assert len(part["names"]) <= 500
        names += part["names"]
        cursor = part["next"] and f"&cursor={part['next']}"
    assert len(set(names)) == len(names) >= min(MANY, 7_000)
    assert not {"Cleo", "Dov"} & set(names)


def test_many_members_are_shown_a_page_at_a_time_and_found_by_name(large, looker):
    grow_people(large, FEW)
    looker.sign_in("ada")
    address, seen = f"/{large.slug}/members", []
    while address and len(seen) < 2 * FEW + 2_000:
        page = looker.get(address)
        part = page.partition('<ul class="people">')[2].partition("</ul>")[0]
        seen += re.findall(r"<bdi>([^<]+)</bdi>", part)
        found = re.search(r'href="([^"]+)#members-title">More members', page)
        address = found and found[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == FEW + 3
    assert f"{FEW + 5} people belong to this charter" in page
    assert "From the beginning" in page
    assert seen[:3] == ["Cleo", "Dov", "Edda"]
    found = looker.get(f"/{large.slug}/members?search=CLE")
    assert "<bdi>Cleo</bdi>" in found
    assert "Member" not in found.partition('<ul class="people">')[2].partition("</ul>")[0]
    assert "Nobody here has a name like that." in looker.get(f"/{large.slug}/members?search=%25")


def test_where_there_are_too_many_to_choose_from_a_name_is_written(large, looker):
    looker.sign_in("ada")
    page = looker.get(f"/{large.slug}/members")
    assert '<select id="remove-member"' in page
    grow_people(large, FEW)
    page = looker.get(f"/{large.slug}/members")
    assert '<input type="text" id="remove-member" name="member"' in page
    assert len(page) < 60_000
    sent = {"member": "Dov", "reason": "They asked for it."}
    asked = looker.client.post(f"/{large.slug}/members/remove", data=sent)
    assert asked.status_code == 200
    assert "Remove Dov?" in asked.text
    talk = looker.get(f"/{large.slug}/mediation?with={large.handle('dov')}")
    assert 'name="person-1" value="Dov"' in talk
    begun = {"steward": large.handle("ada"), "person-1": "Dov", "body": "Can we speak?"}
    answer = looker.client.post(f"/{large.slug}/mediation", data=begun)
    assert answer.headers["Location"].endswith("?said=mediation-begun")
    refused = looker.client.post(f"/{large.slug}/members/remove", data={**sent, "member": "Zoe"})
    assert refused.status_code == 404
    assert "There is no such member in this charter." in refused.text


def test_the_desk_names_a_few_and_counts_the_others(large, looker):
    number = large.propose("cleo", large.head.document.text + "\nAnd be kind.\n")
    large.submit("cleo", number)
    large.comment("dov", number)
    grow_people(large, FEW)
    looker.sign_in("ada")
    page = looker.get(f"/{large.slug}/desk")
    heard = page.partition("Not heard yet")[2].partition("</ul>")[0]
    # All but two of seven hundred and five; twenty are named.
    assert f"and {FEW + 5 - 2 - 20} more" in heard
    assert "Ada" in heard
    assert "Cleo" not in heard
    assert "Dov" not in heard


def test_a_few_of_many_are_asked_for_in_one_statement(large):
    grow_people(large, FEW)
    with large.reading("cleo") as (reader, access), counted(large.database) as sent:
        here = access.community.members
        some = frozenset(one.member for one in large.people.values())
        assert some & here == here & some == some
        assert some - here == frozenset()
        assert len(sent) == 2
        assert -1 not in here
        assert len(here) == FEW + 5
        known = charters.directory(reader, access.charter.id)
        known.know(some)
        before = len(sent)
        assert {known[one].name.lower() for one in some} == set(large.people)
        assert len(sent) == before
        assert known.present("Cleo") == known[large.people["cleo"].member]
        assert known.present("Member") is None
        assert len(known.beginning_with(["member"])) == FEW
        assert list(known.beginning_with(["dov", "x%"]).values()) == ["Dov"]


def test_somebody_is_called_by_name_among_many(large):
    grow_people(large, FEW)
    number = large.propose("cleo", large.head.document.text + "\nAnd be kind.\n")
    large.submit("cleo", number)
    with counted(large.database) as sent:
        large.comment("dov", number, "@Edda, what do you think? @Member, and you?")
    assert len(sent) < 40
    with large.reading("edda") as (reader, access):
        said = comments_for(reader, access, entry.amendment(reader, access, number))
    assert said[0].mentions == {large.people["edda"].member}
