import pytest

from amendments.belonging.people import READER
from amendments.deciding.objections import STATUS_IN_WORDS, ObjectionStatus, after_stance, resolve
from amendments.deciding.stances import StanceKind
from amendments.refusals import BadInput, NotAllowed, NotFound, WrongState
from tests.support.values import AUTHOR, MEMBER, STEWARD, decision, objection

OPEN, INTEGRATED = ObjectionStatus.OPEN, ObjectionStatus.INTEGRATED
WITHDRAWN, KEPT = ObjectionStatus.WITHDRAWN, ObjectionStatus.KEPT_AS_CONCERN
ASIDE = ObjectionStatus.SET_ASIDE
SETTLED = [StanceKind.CONSENT, StanceKind.CONCERN, StanceKind.STAND_ASIDE]


@pytest.mark.parametrize(
    ("status", "kind", "version", "becomes"),
    [
        *[(OPEN, kind, 1, WITHDRAWN) for kind in SETTLED],
        *[(OPEN, kind, 2, INTEGRATED) for kind in SETTLED],
        *[(KEPT, kind, 1, KEPT) for kind in SETTLED],
        *[(WITHDRAWN, kind, 1, WITHDRAWN) for kind in SETTLED],
        *[(ASIDE, kind, 2, ASIDE) for kind in SETTLED],
        *[(status, StanceKind.NEED_TIME, 2, status) for status in ObjectionStatus],
        *[(status, StanceKind.OBJECT, 2, OPEN) for status in ObjectionStatus],
    ],
)
def test_what_an_answer_makes_of_ones_own_objection(status, kind, version, becomes):
    assert after_stance(objection(status=status), kind, version, version).status is becomes


def test_renewing_remembers_where_it_was_raised_first_and_last():
    again = after_stance(objection(), StanceKind.OBJECT, 3, 5)
    assert (again.first_round, again.raised_in, again.raised_on) == (1, 3, 5)


@pytest.mark.parametrize("resolution", ["withdrawn", "kept_as_concern"])
def test_its_author_can_end_it_at_any_time(resolution):
    assert resolve(objection(), MEMBER, resolution, 1).status == resolution


def test_it_is_integrated_only_by_a_text_that_changed():
    with pytest.raises(WrongState):
        resolve(objection(raised_on=2), MEMBER, "integrated", 2)
    assert resolve(objection(raised_on=2), MEMBER, "integrated", 3).status is INTEGRATED


@pytest.mark.parametrize("actor", [READER, AUTHOR, STEWARD])
@pytest.mark.parametrize("resolution", ["withdrawn", "kept_as_concern", "integrated"])
def test_nobody_else_can_end_it(actor, resolution):
    with pytest.raises(NotAllowed):
        resolve(objection(), actor, resolution, 2)


@pytest.mark.parametrize("actor", [MEMBER, STEWARD])
def test_setting_aside_is_not_allowed_by_the_rules(actor):
    with pytest.raises(NotAllowed):
        resolve(objection(), actor, "set_aside", 2)


@pytest.mark.parametrize("resolution", ["open", "", "solved", "WITHDRAWN"])
def test_there_are_no_other_ends(resolution):
    with pytest.raises(BadInput) as refused:
        resolve(objection(), MEMBER, resolution, 2)
    assert refused.value.field == "resolution"


@pytest.mark.parametrize("status", sorted(set(ObjectionStatus) - {OPEN}))
def test_it_ends_once(status):
    with pytest.raises(WrongState):
        resolve(objection(status=status), MEMBER, "withdrawn", 2)


def test_every_status_has_words():
    assert set(STATUS_IN_WORDS) == set(ObjectionStatus)


def test_a_round_finds_its_objections_by_number_and_by_member():
    round_ = decision(objections=(objection(4, number=3),))
    assert round_.objection(3).member == 4
    assert round_.objection_of(4).number == 3
    assert round_.objection_of(3) is None
    with pytest.raises(NotFound):
        round_.objection(1)
