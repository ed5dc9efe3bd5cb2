"""Replaying what became of comments, and what was reported and hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from amendments.care.pausing import ALONE, TOGETHER
from amendments.record.events import EventKind
from amendments.record.time_going_back import pulled_back
from amendments.replay.state import (
    ReplayedAmendment,
    ReplayedEvent,
    ReplayedPeople,
    ReplayedWords,
    must,
)
from amendments.status import UNDECIDED
from amendments.talking.looking_again import MOVED, STANDS


class CareReplay:
    """The care in a record, event by event."""

    def __init__(self, people: ReplayedPeople, amendments: dict[int, ReplayedAmendment]) -> None:
        self._people = people
        self._amendments = amendments
        self._reports: dict[int, bool] = {}
        self._pauses: dict[int, tuple[str | None, datetime]] = {}
        self._paused_at: dict[int, datetime] = {}

    def acts(self) -> dict[str, Callable[[ReplayedEvent], None]]:
        """What is done with each kind of event that is about comments and reports."""
        return {
            EventKind.COMMENT_EDITED.value: self.edited,
            EventKind.COMMENT_TAKEN_BACK.value: self.taken_back,
            EventKind.THREAD_SETTLED.value: self.settled,
            EventKind.LOOK_AGAIN_ASKED.value: self.asked_again,
            EventKind.STILL_STANDS.value: self.still_stands,
            EventKind.REPORTED.value: self.reported,
            EventKind.REPORT_SETTLED.value: self.report_settled,
            EventKind.COMMENT_HIDDEN.value: self.hidden,
            EventKind.COMMENT_RESTORED.value: self.restored,
            EventKind.HIDING_ANSWERED.value: self.hiding_answered,
            EventKind.HIDING_APPEALED.value: self.hiding_appealed,
            EventKind.APPEAL_DECIDED.value: self.appeal_decided,
            EventKind.PAUSED.value: self.paused,
            EventKind.PAUSE_LIFTED.value: self.pause_lifted,
        }

    def _comment(self, event: ReplayedEvent) -> tuple[ReplayedAmendment, ReplayedWords]:
        must(event.actor in self._people.roles, "someone spoke who was not a member.")
        amendment = self._amendments.get(event.data["amendment"])
        comment = amendment.spoken.get(event.data["comment"]) if amendment else None
        must(comment, "it is about a comment that is not there.")
        assert amendment is not None
        assert comment is not None
        return amendment, comment

    def edited(self, event: ReplayedEvent) -> None:
        """A comment that its author put into other words."""
        _, comment = self._comment(event)
        must(event.actor == comment.author, "somebody else changed a comment.")
        must(not comment.is_taken_back, "a comment was changed that was taken back.")
        must(comment.hidden_by is None, "a comment was changed that was hidden.")
        must(event.data["edit"] == comment.edits + 1, "a wording is missing or doubled.")
        comment.edits += 1

    def taken_back(self, event: ReplayedEvent) -> None:
        """A comment that its author took back."""
        _, comment = self._comment(event)
        must(event.actor == comment.author, "somebody else took a comment back.")
        must(not comment.is_taken_back, "a comment was taken back twice.")
        comment.is_taken_back = True

    def settled(self, event: ReplayedEvent) -> None:
        """A thread that someone said is settled, or open again."""
        amendment, comment = self._comment(event)
        must(not comment.is_reply, "a thread was settled where none begins.")
        concerned = {comment.author, *amendment.authors}
        is_steward = self._people.roles[event.actor or ""] == "steward"
        must(is_steward or event.actor in concerned, "it was not for them to settle a thread.")
        must(comment.is_settled != event.data["settled"], "a thread was settled twice.")
        comment.is_settled = event.data["settled"]
        comment.is_asked = comment.is_asked and not comment.is_settled

    def asked_again(self, event: ReplayedEvent) -> None:
        """Who began a thread, asked to look again at what became of their comment."""
        amendment, comment = self._comment(event)
        is_steward = event.actor in self._people.stewards(event.at)
        must(is_steward or event.actor in amendment.authors, "it was not for them to ask.")
        must(not comment.is_reply, "somebody was asked to look again where no thread begins.")
        must(event.actor != comment.author, "someone asked themselves to look again.")
        must(comment.author in self._people.roles, "someone was asked who had gone.")
        self._is_open(amendment, comment)
        version, stands = event.data["version"], event.data["stands"]
        must(version == len(amendment.versions), "it was asked about another version.")
        must(stands is None or stands in STANDS, "it is not known what became of a comment.")
        must(stands in MOVED or version > comment.version, "nothing had changed there.")
        must(version > comment.asked_on, "someone was asked twice to look again.")
        comment.asked_on, comment.is_asked = version, True

    def still_stands(self, event: ReplayedEvent) -> None:
        """Who was asked to look again, and says that their comment still stands."""
        amendment, comment = self._comment(event)
        must(event.actor == comment.author, "somebody else said that a comment still stands.")
        must(comment.is_asked, "someone looked again whom nobody had asked.")
        must(event.data["version"] == comment.asked_on, "it was asked about another version.")
        self._is_open(amendment, comment)
        comment.is_asked = False

    @staticmethod
    def _is_open(amendment: ReplayedAmendment, comment: ReplayedWords) -> None:
        must(amendment.status in UNDECIDED, "it was decided.")
        is_over = comment.is_taken_back or comment.is_settled or comment.hidden_by is not None
        must(not is_over, "a comment was asked about that was not open.")

    # --- what is reported and hidden

    def reported(self, event: ReplayedEvent) -> None:
        """Something that a member reported: nobody is named, and everything else is sealed."""
        must(event.actor is None, "a report names who made it.")
        must(event.data["report"] == len(self._reports) + 1, "a report is missing or doubled.")
        self._reports[event.data["report"]] = True

    def report_settled(self, event: ReplayedEvent) -> None:
        """A report that a steward answered."""
        must(
            self._people.roles.get(event.actor or "") == "steward", "only a steward could do this."
        )
        is_open = self._reports.get(event.data["report"])
        must(is_open, "a report was answered that was not open.")
        self._reports[event.data["report"]] = False

    def _hidden(self, event: ReplayedEvent) -> ReplayedWords:
        _, comment = self._comment(event)
        must(comment.hidden_by, "it is about a comment that was not hidden.")
        return comment

    def hidden(self, event: ReplayedEvent) -> None:
        """A comment that a steward hid."""
        _, comment = self._comment(event)
        must(self._people.roles[event.actor or ""] == "steward", "only a steward could do this.")
        must(event.actor != comment.author, "a steward hid their own comment.")
        must(comment.hidden_by is None, "a comment was hidden twice.")
        must(not comment.is_taken_back, "a comment was hidden that was taken back.")
        comment.hidden_by = event.actor
        comment.is_answered = comment.is_appealed = comment.is_decided = False

    def restored(self, event: ReplayedEvent) -> None:
        """A comment that a steward showed again."""
        comment = self._hidden(event)
        must(self._people.roles[event.actor or ""] == "steward", "only a steward could do this.")
        must(event.actor != comment.author, "a steward decided about their own comment.")
        comment.hidden_by = None

    def hiding_answered(self, event: ReplayedEvent) -> None:
        """What the author of a hidden comment said to it, once."""
        comment = self._hidden(event)
        must(event.actor == comment.author, "somebody else answered.")
        must(not comment.is_answered, "it was answered twice.")
        comment.is_answered = True

    def hiding_appealed(self, event: ReplayedEvent) -> None:
        """That the author of a hidden comment asked another steward, once."""
        comment = self._hidden(event)
        must(event.actor == comment.author, "somebody else asked another steward.")
        must(not comment.is_appealed, "another steward was asked twice.")
        comment.is_appealed = True

    def appeal_decided(self, event: ReplayedEvent) -> None:
        """What another steward decided."""
        comment = self._hidden(event)
        must(self._people.roles[event.actor or ""] == "steward", "only a steward could do this.")
        concerned = {comment.author, comment.hidden_by}
        must(event.actor not in concerned, "a steward decided in their own case.")
        must(comment.is_appealed and not comment.is_decided, "nobody had asked for that.")
        comment.is_decided = True
        if event.data["restored"]:
            comment.hidden_by = None

    # --- pauses: whose comments is sealed

    def paused(self, event: ReplayedEvent) -> None:
        """A steward who paused someone's comments; for long only after another one had."""
        must(
            self._people.roles.get(event.actor or "") == "steward", "only a steward could do this."
        )
        must(event.data["pause"] == len(self._pauses) + 1, "a pause is missing or doubled.")
        until, after = datetime.fromisoformat(event.data["until"]), event.data["after"]
        most = timedelta(days=(ALONE if after is None else TOGETHER) + 1, hours=2)
        must(event.at < until <= event.at + most, "a pause is too long.")
        if after is not None:
            by, end = self._pauses.get(after, (None, event.at))
            must(by is not None and by != event.actor, "a steward paused for long alone.")
            must(end > event.at, "it follows a pause that was over.")
        self._pauses[event.data["pause"]] = (event.actor, until)
        self._paused_at[event.data["pause"]] = event.at

    def pause_lifted(self, event: ReplayedEvent) -> None:
        """A steward who ended a pause."""
        must(
            self._people.roles.get(event.actor or "") == "steward", "only a steward could do this."
        )
        by, end = self._pauses.get(event.data["pause"], (None, event.at))
        must(end > event.at, "a pause was ended that was over.")
        self._pauses[event.data["pause"]] = (by, event.at)
        self._paused_at[event.data["pause"]] = event.at

    def go_back(self, to: datetime) -> None:
        """Let a pause that began while time was ahead last as long, from now on."""
        for number, (by, until) in self._pauses.items():
            at = self._paused_at[number]
            self._pauses[number] = (by, pulled_back(until, at, to))
            self._paused_at[number] = min(at, to)
