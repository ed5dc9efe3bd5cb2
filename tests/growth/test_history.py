"""However many revisions a charter has, its history reads those that it shows, and no texts."""

import json
import re

import pytest

from tests.growth.conftest import API
from tests.support.growing import grow_history
from tests.support.texts import LEARNING, care_charter

FEW, MANY = 70, 700


@pytest.fixture
def large(found_large):
    return found_large(members=3)


def shown(page):
    return [int(number) for number in re.findall(r'<h3><a href="[^"]*/revisions/(\d+)">', page)]


@pytest.mark.parametrize("name", [None, "cleo"])
def test_a_page_of_the_history_costs_the_same_at_ten_times_the_revisions(large, looker, name):
    looker.sign_in(name)
    seen = []
    for count in (FEW, MANY):
        grow_history(large, count)
        page = looker.get(f"/{large.slug}/revisions")
        seen.append((looker.statements, len(page) // 1000))
        assert shown(page) == list(range(count, count - 60, -1))
        assert not [one for one in looker.sent if "revision.text," in one or "blocks" in one]
    (few, size), (many, large_size) = seen
    assert few == many <= 15
    assert large_size <= size * 1.05


def test_a_short_history_is_one_page_with_every_revision_to_choose_from(large, looker):
    grow_history(large, 60)
    page = looker.get(f"/{large.slug}/revisions")
    assert "Every revision" in page
    assert page.count("<option") == 120
    assert "Earlier revisions" not in page
    assert page.count('<a class="column"') == 60


def test_earlier_and_later_revisions_are_a_link_away_and_none_is_left_out(large, looker):
    grow_history(large, 130)
    address, seen = f"/{large.slug}/revisions", []
    while address:
        page = looker.get(address)
        seen += shown(page)
        first, last = shown(page)[-1], shown(page)[0]
        assert f"Revisions {first} to {last} of 130" in page
        found = re.search(r'href="([^"]+)">Earlier revisions', page)
        address = found and found[1]
    assert seen == list(range(130, 0, -1))
    back = []
    while found := re.search(r'href="([^"]+)">Later revisions', page):
        page = looker.get(found[1])
        back.append((shown(page)[0], shown(page)[-1]))
    assert back == [(70, 11), (130, 71)]
    assert '<input type="number" id="a" name="a" min="1" max="130" value="129"' in page


def test_each_revision_is_as_large_on_its_page_as_the_texts_say(large, looker):
    grow_history(large, 62)
    page = looker.get(f"/{large.slug}/revisions?before=3")
    assert "Passages: 1 changed" in page
    assert f"{len(large.revisions()[0].document.blocks)} passages" in page
    assert "Proposal 1" in page
    # A number that no revision has been before is that of the first.
    assert shown(looker.get(f"/{large.slug}/revisions?before=0")) == [1]


def test_the_list_of_the_api_costs_the_same_at_ten_times_the_revisions(large, looker):
    seen = []
    for count in (FEW, MANY):
        grow_history(large, count)
        looker.get(f"{API}/revisions?limit=10")
        seen.append(looker.statements)
        assert not [one for one in looker.sent if "revision.text," in one or "blocks" in one]
    assert seen[0] == seen[1] <= 10


def test_the_list_of_the_api_goes_on_where_it_was_though_more_was_published(large, looker):
    grow_history(large, 20)
    part = json.loads(looker.get(f"{API}/revisions?limit=8"))
    grow_history(large, 25)
    numbers = [one["number"] for one in part["items"]]
    while part["next"]:
        part = json.loads(looker.get(f"{API}/revisions?limit=8&cursor={part['next']}"))
        numbers += [one["number"] for one in part["items"]]
    assert numbers == list(range(20, 0, -1))
    assert "cursor" in looker.get(f"{API}/revisions?cursor=next", 422)


def test_a_link_that_leads_nowhere_is_not_looked_for_in_every_revision(found_large, looker):
    text = care_charter().rstrip() + "\n\nSee [what we said](#nowhere-at-all).\n"
    large, seen = found_large(members=3, text=text), []
    for count in (FEW, MANY):
        grow_history(large, count)
        looker.get(f"/{large.slug}/revisions/{count}")
        seen.append(looker.statements)
        assert len([one for one in looker.sent if "revision.text," in one]) <= 2
    assert seen[0] == seen[1]


def test_an_old_proposal_tells_of_the_newest_revisions_since_and_counts_the_others(large, looker):
    number = large.propose("cleo", large.with_words(LEARNING))
    large.submit("cleo", number)
    seen = []
    for count in (FEW, MANY):
        grow_history(large, count)
        page = looker.get(f"/{large.slug}/amendments/{number}")
        told = json.loads(looker.get(f"{API}/amendments/{number}"))["today"]
        seen.append((looker.statements, len(page) // 1000))
        assert [one["number"] for one in told["since"]] == list(range(count - 19, count + 1))
        assert told["before_those"] == count - 21
        assert f'compare/1...{count - 20}">{count - 21} more revisions before these</a>' in page
    (few, size), (many, large_size) = seen
    assert few == many
    assert large_size <= size * 1.05
