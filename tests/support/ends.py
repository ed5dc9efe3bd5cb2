"""One proposal and its people, played by the pure rules alone: what can be done, and by whom.

A `Life` is a value. `acts` tries every act of everybody who is present and answers what follows;
`time` lets the clock do what it does, and `fate` is what nobody here can help: people who go, roles
that change, other proposals that are published. `way_out` looks for the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from amendments.belonging import membership
from amendments.belonging.erasing import may_be_erased
from amendments.belonging.people import Actor, Community, Role
from amendments.deciding import answering, closing, opening
from amendments.deciding import objections as objecting
from amendments.deciding.objections import Objection
from amendments.deciding.opening import Opening
from amendments.deciding.rounds import Round
from amendments.deciding.stances import StanceKind
from amendments.refusals import Permission, Refusal, WrongState
from amendments.ruleset import Ruleset
from amendments.status import ENDED, Status
from amendments.writing import authorship, ending, lifecycle
from amendments.writing.ending import Announcement, EndReason, WantedEnd
from amendments.writing.lifecycle import Amendment, Intent
from tests.support.clock import START
from tests.support.values import DAY, WORDS, ZONE, proposal

RULES = Ruleset(discussion=timedelta(days=1), max_rounds=2)
MOST_ROUNDS = 4
NEVER = WrongState("It does not fit.")


@dataclass(frozen=True)
class Life:
    """A proposal, who is here, and what stands around it."""

    amendment: Amendment
    people: Community
    now: datetime = START
    round: Round | None = None
    rounds: int = 0
    standing: tuple[Objection, ...] = ()
    announced: Announcement | None = None
    invited: frozenset[tuple[int, int, bool]] = field(default_factory=frozenset)
    fits: bool = True
    contained: bool = False

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.amendment.status in ENDED

    def actor(self, member: int) -> Actor:
        """A member as the rules see them."""
        role = Role.STEWARD if member in self.people.stewards else Role.MEMBER
        return Actor(role, member, f"m_{member}")


Act = tuple[str, Callable[[], Life]]


def begun(author: int) -> Life:
    """A draft, among five people of whom two are stewards."""
    people = Community(frozenset(range(1, 6)), frozenset({1, 2}))
    role = Role.STEWARD if author in people.stewards else Role.MEMBER
    actor = Actor(role, author, f"m_{author}")
    return Life(lifecycle.draft(actor, 1, proposal(), Intent())[0], people)


def done(acts: Iterator[Act]) -> Iterator[tuple[str, Life]]:
    """What follows from each act that the rules allow."""
    for name, act in acts:
        try:
            yield name, act()
        except Refusal:
            continue


# --- what people do


def acts(life: Life) -> Iterator[Act]:
    """Every act of everybody who is present, allowed or not."""
    for member in sorted(life.people.members):
        yield from _writing(life, life.actor(member))
        yield from _deciding(life, life.actor(member))
        yield from _ending(life, life.actor(member))


def _writing(life: Life, who: Actor) -> Iterator[Act]:
    one, me = life.amendment, who.member
    yield f"{me} submits", lambda: replace(life, amendment=lifecycle.submit(one, who, life.now)[0])
    yield f"{me} revises", lambda: _revised(life, who)
    for other in sorted(life.people.members - one.authors)[:2]:
        for hand_over in (False, True):
            yield (
                f"{me} asks {other}",
                lambda o=other, h=hand_over: _asked(life, who, o, hand_over=h),
            )
    yield f"{me} joins", lambda: _joined(life, who)
    yield f"{me} leaves it", lambda: _left(life, who)
    yield f"{me} takes it up", lambda: _taken_up(life, who)


def _revised(life: Life, who: Actor) -> Life:
    made = lifecycle.revise(life.amendment, who, proposal(), None, lifecycle.Intent(), life.now)[0]
    return replace(_overtaken(life), amendment=made, fits=True, contained=False)


def _overtaken(life: Life) -> Life:
    """As a service does it: what goes on is not closed, unless it is due to be."""
    if life.announced is not None and life.announced.is_due(life.now):
        raise WrongState(ending.IS_BEING_CLOSED)
    return replace(life, announced=None)


def _asked(life: Life, who: Actor, other: int, *, hand_over: bool) -> Life:
    authorship.invite(life.amendment, who, other, f"m_{other}", life.people, hand_over=hand_over)
    assert who.member is not None
    kept = {one for one in life.invited if one[0] != other}
    return replace(life, invited=frozenset(kept | {(other, who.member, hand_over)}))


def _joined(life: Life, who: Actor) -> Life:
    mine = next((one for one in life.invited if one[0] == who.member), None)
    before = life.actor(mine[1]) if mine and mine[2] else None
    one = authorship.join(life.amendment, who, invited=mine is not None, in_place_of=before)[0]
    return replace(life, amendment=one, invited=life.invited - {mine})


def _left(life: Life, who: Actor) -> Life:
    return replace(life, amendment=authorship.leave(life.amendment, who, life.people)[0])


def _taken_up(life: Life, who: Actor) -> Life:
    taken = authorship.take_up(life.amendment, who, life.people, life.now)[0]
    return replace(_overtaken(life), amendment=taken)


def _deciding(life: Life, who: Actor) -> Iterator[Act]:
    me = who.member
    yield f"{me} opens", lambda: _opened(life, who)
    if life.round is not None:
        for kind in (StanceKind.CONSENT, StanceKind.OBJECT, StanceKind.NEED_TIME):
            yield f"{me} answers {kind}", lambda k=kind: _answered(life, who, k)
        yield f"{me} closes", lambda: _closed(life, who)
    for each in _objections(life):
        yield f"{me} lets objection {each.number} go", lambda e=each: _resolved(life, who, e)


def _objections(life: Life) -> tuple[Objection, ...]:
    return life.round.objections if life.round else life.standing


def _opened(life: Life, who: Actor) -> Life:
    carried = tuple(one for one in life.standing if one.is_open)
    wanted = Opening(
        number=life.rounds + 1,
        base=1,
        change_sha256="c" * 64,
        roll={f"s_{member}": member for member in life.people.members},
        carried=carried,
        publishable=True if life.fits and not life.contained else NEVER,
        in_force=1,
        result_sha256="d" * 64,
    )
    value, opened, _event = opening.open_round(
        who, life.amendment, life.people, RULES, wanted, life.now, ZONE
    )
    return replace(_overtaken(life), amendment=value, round=opened, rounds=life.rounds + 1)


def _answered(life: Life, who: Actor, kind: StanceKind) -> Life:
    assert life.round is not None
    assert who.member is not None
    words = WORDS if kind is StanceKind.OBJECT else {}
    number = 1 + max((one.number for one in (*life.standing, *life.round.objections)), default=0)
    answered = answering.take_stance(life.round, who.member, kind, words, life.now, ZONE, number)[0]
    return replace(life, round=answered)


def _resolved(life: Life, who: Actor, one: Objection) -> Life:
    after = objecting.resolve(one, who, "withdrawn", life.amendment.version)
    return _with_objections(life, {one.number: after})


def _with_objections(life: Life, changed: dict[int, Objection]) -> Life:
    """The objections as they are now, in the round that is open and after the last."""

    def now(all_of: tuple[Objection, ...]) -> tuple[Objection, ...]:
        return tuple(changed.get(one.number, one) for one in all_of)

    decision = life.round and replace(life.round, objections=now(life.round.objections))
    return replace(life, round=decision, standing=now(life.standing))


def _closed(life: Life, who: Actor | None, *, fits: bool = True) -> Life:
    assert life.round is not None
    if who is not None:
        allowed = closing.may_close(
            who, life.round, life.amendment.authors, life.people, life.now, ZONE
        )
        if allowed is not True:
            raise allowed
    value, ended, _event = closing.close(
        life.round, life.amendment, life.now, publishable=fits, by=who.handle if who else None
    )
    known = {one.number: one for one in (*life.standing, *ended.objections)}
    return replace(life, amendment=value, round=None, standing=tuple(known.values()))


def _ending(life: Life, who: Actor) -> Iterator[Act]:
    me = who.member
    yield f"{me} withdraws", lambda: _withdrawn(life, who)
    for reason in EndReason:
        yield f"{me} says that it is {reason}", lambda r=reason: _announced(life, who, r)
    yield f"{me} says no", lambda: _refused(life, who)


def _withdrawn(life: Life, who: Actor) -> Life:
    if life.round is not None and life.round.is_due(life.now):
        raise WrongState("It is being closed.")
    value = lifecycle.withdraw(life.amendment, who, "Not now.")[0]
    return replace(_overtaken(life), amendment=value, round=None)


def _announced(life: Life, who: Actor, reason: EndReason) -> Life:
    facts: Permission = NEVER if reason is EndReason.CONTAINED and not life.contained else True
    of = 7 if reason is EndReason.DUPLICATE else None
    wanted = WantedEnd(reason, "So it is.", of, facts)
    value = ending.announce(
        life.amendment, who, life.people, wanted, life.announced, RULES, life.now, ZONE
    )[0]
    return replace(life, announced=value)


def _refused(life: Life, who: Actor) -> Life:
    ending.refuse(life.amendment, who, life.announced, "I go on.", life.now, ZONE)
    return replace(life, announced=None)


# --- what the clock does


def time(life: Life) -> Iterator[tuple[str, Life]]:
    """A day passes, or all that takes to the next moment for which something waits."""
    yield "a day passes", _due(replace(life, now=life.now + DAY))
    waits = [
        moment
        for moment in (
            life.round and life.round.closes_at,
            life.announced and life.announced.ends_at,
        )
        if moment
    ]
    if waits:
        yield "its moment comes", _due(replace(life, now=max(life.now, *waits)))


def _due(life: Life) -> Life:
    if life.round is not None and life.round.is_due(life.now):
        life = _closed(life, None, fits=life.fits and not life.contained)
    pending = life.announced
    if pending is not None and pending.is_due(life.now):
        holds = pending.reason is not EndReason.CONTAINED or life.contained
        value = ending.close(life.amendment, pending, holds=holds)[0]
        life = replace(life, amendment=value, announced=None)
    return life


# --- what nobody can help


def fate(life: Life) -> Iterator[Act]:
    """People go, roles change, others are published."""
    for member in sorted(life.people.members):
        yield f"{member} leaves the charter", lambda m=member: _gone(life, m, erased=False)
        yield f"{member} is erased", lambda m=member: _gone(life, m, erased=True)
        yield f"{member} changes their role", lambda m=member: _other_role(life, m)
    yield "another publication contradicts it", lambda: _published(life, fits=False)
    yield "another publication says it", lambda: _published(life, contained=True)


def _gone(life: Life, member: int, *, erased: bool) -> Life:
    if erased:
        allowed = may_be_erased(member, life.people)
    else:
        allowed = membership.may_leave(life.actor(member), life.people)
    if allowed is not True:
        raise allowed
    mine = {one.number: one for one in _objections(life) if one.member == member and one.is_open}
    kept = {number: objecting.keep_as_author_left(one) for number, one in mine.items()}
    one = life.amendment
    alone = one.authors & life.people.members <= {member} and member in one.authors
    if authorship.goes_with(one, member, life.people):
        one = lifecycle.withdraw_unseen(one)[0]
    elif erased and alone and one.status in {Status.DRAFT, Status.DISCUSSION}:
        one = lifecycle.withdraw(one, life.actor(member))[0]
    people = Community(life.people.members - {member}, life.people.stewards - {member})
    life = replace(_with_objections(life, kept), amendment=one, people=people)
    if one.status in ENDED:
        life = replace(life, announced=None)
    invited = frozenset(each for each in life.invited if member not in each[:2])
    decision = life.round
    if decision is not None:
        gone = decision.gone | {s for s, who in decision.roll.items() if who == member}
        decision = replace(decision, gone=gone)
    return replace(life, invited=invited, round=decision)


def _other_role(life: Life, member: int) -> Life:
    stewards = life.people.stewards ^ {member}
    if not stewards:
        raise WrongState("There is always a steward.")
    return replace(life, people=Community(life.people.members, stewards))


def _published(life: Life, *, fits: bool = True, contained: bool = False) -> Life:
    life = replace(life, fits=fits, contained=contained)
    return _closed(life, None, fits=False) if life.round is not None else life


# --- the end


def way_out(life: Life, most: int = 4) -> list[str] | None:
    """The shortest way to an end, by acts of those who are present and by time alone."""
    ways: list[tuple[list[str], Life]] = [([], life)]
    for _step in range(most + 1):
        further: list[tuple[list[str], Life]] = []
        for steps, here in ways:
            if here.is_over:
                return steps
            leads = (*done(_leading(here)), *time(here))
            further += [([*steps, name], after) for name, after in leads]
        ways = further
    return None


def _leading(life: Life) -> Iterator[Act]:
    """The acts that can lead to an end: no need to look at those that only talk."""
    for member in sorted(life.people.members):
        who = life.actor(member)
        yield f"{member} takes it up", lambda w=who: _taken_up(life, w)
        yield f"{member} withdraws", lambda w=who: _withdrawn(life, w)
