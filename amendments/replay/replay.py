"""Replaying a record by the rules, from its lines alone: is each revision its parent changed?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from amendments.record.events import EventKind
from amendments.record.lines import timestamp
from amendments.replay.belonging import BelongingReplay
from amendments.replay.care import CareReplay
from amendments.replay.lives import LivesReplay
from amendments.replay.results import check_published
from amendments.replay.rounds import RoundsReplay
from amendments.replay.state import (
    ReplayedAmendment,
    ReplayedEvent,
    ReplayedPeople,
    ReplayFailure,
    must,
)
from amendments.replay.stewards import StewardsReplay
from amendments.replay.talk import TalkReplay
from amendments.replay.time import TimeReplay
from amendments.replay.visibility import VisibilityReplay
from amendments.ruleset import RulesChange, change_ruleset, read_ruleset
from amendments.status import Status
from charter import EMPTY, Document, DoesNotApply, apply, parse_change_set


class Replay:
    """What the record says so far, event by event."""

    def __init__(self) -> None:
        self.document: Document = EMPTY
        # By their numbers: what a change was made for tells to what place it is bound, and what of
        # it was in force already.
        self._revisions: list[Document] = [EMPTY]
        self._places_hold = False
        self.head_number = 0
        self.expected: tuple[str, int] | None = None
        self._dated = date.min
        self._decided_rules: Mapping[str, Any] = {}
        self._people = ReplayedPeople()
        self._amendments: dict[int, ReplayedAmendment] = {}
        self._visibility = VisibilityReplay(self._people)
        self.rounds = RoundsReplay(self._people, self._amendments)
        self._at: datetime | None = None
        talk = TalkReplay(self._people, self._amendments)
        care = CareReplay(self._people, self._amendments)
        belonging, stewards = BelongingReplay(self._people), StewardsReplay(self._people)
        self._lives = LivesReplay(self._people, self.rounds)
        self._time = TimeReplay(
            self.rounds, self._lives, care, belonging, stewards, self._visibility
        )
        self._acts: dict[str, Callable[[ReplayedEvent], None]] = {
            EventKind.FOUNDED.value: self.founded,
            EventKind.IMPORTED.value: self.imported,
            EventKind.RULES_CHANGED.value: self.rules,
            EventKind.DRAFTED.value: self.drafted,
            EventKind.REVISED.value: self.revised,
            EventKind.SUBMITTED.value: self.submitted,
            EventKind.MEMBER_ERASED.value: self._people.erased,
            EventKind.REVIEW_DUE.value: self.review_due,
            EventKind.PUBLISHED.value: self.published,
            EventKind.TIME_MENDED.value: self.time_mended,
            **talk.acts(),
            **care.acts(),
            **self.rounds.acts(),
            **self._lives.acts(),
            **belonging.acts(),
            **stewards.acts(),
            **self._visibility.acts(),
        }

    def event(self, kind: str, event: ReplayedEvent) -> None:
        """Take the next event.

        Raises:
            ReplayFailure: it does not follow from what was before.
        """
        act = self._acts.get(kind)
        must(act, f"there is no kind of event “{kind}”.")
        assert act is not None
        before, self._at = self._at, event.at
        if kind == EventKind.TIME_MENDED.value:
            right = (
                before is not None and timestamp(before) == event.data["from"] and before > event.at
            )
            must(right, "time was set back from another moment than the line before.")
        self._check_expected(kind, event)
        self._lives.follow(kind, event)
        act(self.rounds.held.follow(kind, event))
        self._people.note(event.at)
        self._expect_next(kind, event)

    def _check_expected(self, kind: str, event: ReplayedEvent) -> None:
        """Some events have to be followed by another: nothing can come in between."""
        if self.expected is None:
            return
        found = (kind, event.data.get("amendment"))
        must(found == self.expected, f"{self.expected[0]} had to come next.")
        self.expected = None

    def _expect_next(self, kind: str, event: ReplayedEvent) -> None:
        if kind == EventKind.CORRECTION_DISPUTED.value:
            self.expected = (EventKind.ROUND_CLOSED.value, event.data["amendment"])
        if kind == EventKind.PUBLISHED.value and self._decided_rules:
            self.expected = (EventKind.RULES_CHANGED.value, event.data["amendment"])
        if kind != EventKind.ROUND_CLOSED.value:
            return
        number = event.data["amendment"]
        if self._amendments[number].passed is not None:
            self.expected = (EventKind.PUBLISHED.value, number)
        elif self.rounds.voided == number:
            # Nothing was published since it was written, so only its author can have ended it.
            self.rounds.voided = None
            self.expected = (EventKind.WITHDRAWN.value, number)

    # --- the charter

    def founded(self, event: ReplayedEvent) -> None:
        must(self.head_number == 0, "a charter can be founded only once.")
        self.rounds.zone = ZoneInfo(event.data["timezone"])
        self.rounds.ruleset = read_ruleset(event.data["ruleset"])
        self._visibility.founded(event)
        self._check_date(event, published=False)
        self._revision(event, base=0)

    def imported(self, event: ReplayedEvent) -> None:
        must(not self._amendments, "a history was imported after the first proposal.")
        self._check_date(event, published=False)
        self._revision(event, base=self.head_number)

    def _check_date(self, event: ReplayedEvent, *, published: bool) -> None:
        dated, today = (
            date.fromisoformat(event.data["dated"]),
            event.at.astimezone(self.rounds.zone).date(),
        )
        right = dated == max(today, self._dated) if published else self._dated <= dated <= today
        must(right, "a revision is dated wrongly.")
        self._dated = dated

    def _revision(self, event: ReplayedEvent, base: int) -> None:
        change_set = parse_change_set(event.data["change_set"])
        must(
            change_set.sha256 == event.data["change_sha256"],
            "the change is not what its digest says.",
        )
        must(
            event.data["number"] == self.head_number + 1, "a revision number is missing or doubled."
        )
        if self.head_number:
            must(event.data["parent_sha256"] == self.document.sha256, "it builds on another text.")
        must(0 <= base <= self.head_number, "it was made for a revision that was not there.")
        try:
            after = apply(
                self.document,
                change_set,
                base_number=base,
                number=event.data["number"],
                base=self._base(event, base),
            )
        except DoesNotApply as error:
            raise ReplayFailure("the change does not apply to the revision before it.") from error
        must(
            after.sha256 == event.data["text_sha256"],
            f"revision {event.data['number']} is not its parent with the change that was decided.",
        )
        self.document, self.head_number = after, event.data["number"]
        self._revisions.append(after)
        self.rounds.head_number = self.head_number
        self.rounds.held.published(self.head_number, event.at)

    def _base(self, event: ReplayedEvent, number: int) -> Document | None:
        """The text that a change was made for; None for what was published before places held.

        What was consented to then stands as it was decided. Once a publication says that places
        hold, all that follow have to.
        """
        holds = event.data.get("places") is True
        must(holds or not self._places_hold, "it was published as if places did not count.")
        self._places_hold = holds
        return self._revisions[number] if holds else None

    def rules(self, event: ReplayedEvent) -> None:
        ruleset = read_ruleset(event.data["ruleset"])
        if event.data.get("amendment") is not None:
            decided = change_ruleset(self.rounds.ruleset, self._decided_rules)
            must(self._decided_rules and event.actor is None, "nobody decided on these rules.")
            must(ruleset == decided, "the rules are not those that were decided on.")
            self._decided_rules = {}
        else:
            self._people.by_steward_or_operator(event)
            by_stewards = self.rounds.ruleset.rules_change is RulesChange.STEWARDS
            must(by_stewards, "the rules could only be changed by a decision of the members.")
        self.rounds.ruleset = ruleset

    # --- time

    def time_mended(self, event: ReplayedEvent) -> None:
        self._time.mended(event)
        self._dated = min(self._dated, event.at.astimezone(self.rounds.zone).date())

    def go_back(self, to: datetime) -> dict[str, object]:
        """What letting time go back to a moment moves, as the record says it."""
        return self._time.go_back(to)

    # --- amendments

    def drafted(self, event: ReplayedEvent) -> None:
        must(event.actor in self._people.roles, "someone proposed who was not a member.")
        must(
            event.data["amendment"] == len(self._amendments) + 1, "the proposal's number is wrong."
        )
        must(event.data["authors"] == [event.actor], "it names other authors than who began it.")
        versions = {1: (event.data["base"], event.data["change_sha256"])}
        review_on, review_of = event.data["review_on"], event.data.get("review_of")
        if review_of is not None:
            reviewed = self._amendments[review_of].status
            must(reviewed is Status.ADOPTED, "it reviews what was not adopted.")
        self._amendments[event.data["amendment"]] = ReplayedAmendment(
            set(event.data["authors"]),
            versions,
            editorial=event.data.get("editorial", False),
            review_on=date.fromisoformat(review_on) if review_on else None,
            review_of=review_of,
            rules={1: event.data.get("rules", {})},
        )

    def _own(self, event: ReplayedEvent) -> ReplayedAmendment:
        amendment = self._amendments[event.data["amendment"]]
        must(event.actor in amendment.authors, "only an author could do this.")
        return amendment

    def revised(self, event: ReplayedEvent) -> None:
        amendment = self._own(event)
        must(
            amendment.status in {Status.DRAFT, Status.DISCUSSION},
            "a text was changed while it was being decided, or after.",
        )
        must(
            event.data["version"] == len(amendment.versions) + 1, "a version is missing or doubled."
        )
        amendment.versions[event.data["version"]] = (
            event.data["base"],
            event.data["change_sha256"],
        )
        amendment.rules[event.data["version"]] = event.data.get("rules", {})
        self._meant(amendment, event)
        amendment.announced_end = None
        answers = set(event.data.get("answers", ()))
        must(answers <= amendment.open_objections, "it answers an objection that is not open.")
        suggestion = event.data.get("suggestion")
        if suggestion is not None:
            kind = amendment.comments.get(suggestion)
            must(kind == "suggestion", "it takes over what nobody suggested.")
            must(suggestion not in amendment.taken_over, "a suggestion was taken over twice.")
            amendment.taken_over.add(suggestion)

    def _meant(self, amendment: ReplayedAmendment, event: ReplayedEvent) -> None:
        """What a version is meant as: it may change, but in discussion not into a correction."""
        if "editorial" not in event.data:
            return
        review_on, editorial = event.data["review_on"], event.data["editorial"]
        is_draft = amendment.status is Status.DRAFT
        must(
            is_draft or amendment.editorial or not editorial,
            "an ordinary proposal became a correction while it was discussed.",
        )
        if amendment.editorial and not editorial and not is_draft:
            amendment.submitted_at = event.at
        amendment.editorial = editorial
        amendment.review_on = date.fromisoformat(review_on) if review_on else None

    def submitted(self, event: ReplayedEvent) -> None:
        amendment = self._own(event)
        must(amendment.status is Status.DRAFT, "only a draft could be submitted.")
        amendment.status, amendment.submitted_at = Status.DISCUSSION, event.at

    def review_due(self, event: ReplayedEvent) -> None:
        amendment = self._amendments[event.data["amendment"]]
        must(amendment.status is Status.ADOPTED, "a review is due of what was not adopted.")
        must(not amendment.announced, "a review became due twice.")
        today = event.at.astimezone(self.rounds.zone).date()
        must(amendment.review_on and amendment.review_on <= today, "a review is not due yet.")
        amendment.announced = True

    def published(self, event: ReplayedEvent) -> None:
        amendment = self._amendments[event.data["amendment"]]
        passed = (event.data["round"], event.data["version"], event.data["change_sha256"])
        must(amendment.passed == passed, "what was published is not what was consented to.")
        base, _ = amendment.versions[event.data["version"]]
        must(base == event.data["base"], "it is said to be made on another revision.")
        amendment.passed = None
        self._decided_rules = amendment.rules[event.data["version"]]
        self._check_date(event, published=True)
        before = self.head_number
        self._revision(event, base=base)
        check_published(event, amendment.results, self._revisions, before)
