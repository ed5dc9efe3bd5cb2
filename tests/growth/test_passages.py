"""Why a passage is there is told from the revisions that changed it, a page at a time."""

import re

import pytest

from tests.support.growing import grow_history


@pytest.fixture
def large(found_large):
    return found_large(members=3)


def told(page):
    return [int(n) for n in re.findall(r'with <a href="[^"]*/revisions/(\d+)">revision', page)]


@pytest.mark.parametrize("name", [None, "cleo"])
def test_the_story_of_a_passage_costs_the_same_at_ten_times_the_revisions(large, looker, name):
    looker.sign_in(name)
    seen = []
    for count in (40, 400):
        block = grow_history(large, count)
        page = looker.get(f"/{large.slug}/passages/{block}")
        assert told(page) == list(range(count, count - 20, -1))
        seen.append(looker.statements)
    assert seen[0] == seen[1] <= 25


def test_a_passage_that_never_changed_reads_no_revision_in_between(large, looker):
    block = large.head.document.blocks[-1].id
    for count in (40, 400):
        grow_history(large, count)
        page = looker.get(f"/{large.slug}/passages/{block}")
        assert told(page) == [1]
        texts = [one for one in looker.sent if "revision.text," in one]
        assert len(texts) <= 3


def test_the_whole_story_is_a_link_away_with_nothing_left_out_or_told_twice(large, looker):
    block = grow_history(large, 50)
    address, seen, pages = f"/{large.slug}/passages/{block}", [], []
    while address:
        pages.append(looker.get(address))
        seen += told(pages[-1])
        found = re.search(r'href="([^"]+)#story-title">Earlier changes', pages[-1])
        address = found and found[1]
    assert seen == list(range(50, 0, -1))
    assert [page.count("It came into the charter with") for page in pages] == [0, 0, 1]
    assert [page.count("It was changed with") for page in pages] == [20, 20, 9]
    assert [page.count('class="in-force"') for page in pages] == [1, 0, 0]
    assert "Newest changes" in pages[2]
    assert "Newest changes" not in pages[0]


def test_a_passage_that_was_taken_out_is_shown_as_it_stood_last(large, looker):
    gone = large.head.document.blocks[-1]
    new = large.head.document.text.replace(gone.text, "").rstrip() + "\n"
    number = large.decide("cleo", new, title="Without the foot")
    large.answer_all(number, ["ada", "cleo", "dov", "edda"])
    large.close("ada", number)
    page = looker.get(f"/{large.slug}/passages/{gone.id}")
    assert "It stood in revision 1" in page
    assert told(page) == [2, 1]
    assert "It was taken out with" in page
    assert "The proposal passed. Of 4 on the roll, 4 consented." in page
    looker.get(f"/{large.slug}/passages/b-nothing", 404)


def test_which_words_came_when_is_asked_of_all_revisions_a_few_at_a_time(large, looker):
    block = grow_history(large, 120)
    page = looker.get(f"/{large.slug}/passages/{block}?words=yes")
    assert 'class="from-revision"' in page
    assert len([one for one in looker.sent if "revision.text," in one]) <= 6
