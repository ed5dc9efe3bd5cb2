"""Replaying what a round said would result: the text in force, with the change, by its digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from amendments.deciding.tally import Outcome
from amendments.replay.state import ReplayedEvent, ReplayFailure, Running, must
from amendments.writing.causes import CauseKind, read_cause
from charter import Document, DoesNotApply, apply, parse_change_set

_BY_PUBLISHING = {CauseKind.PUBLICATION, CauseKind.REVIEWED}


class ResultsReplay:
    """The digests of the texts that rounds said would result.

    Records from before these were kept have none. Once a round says what would result, all that
    follow have to.
    """

    def __init__(self) -> None:
        self._kept = False

    def opened(self, event: ReplayedEvent, head_number: int) -> tuple[int | None, dict[int, str]]:
        """The revision in force when a round opened, and what would result from it."""
        in_force = event.data.get("in_force")
        must(in_force is not None or not self._kept, "it hides what would result.")
        if in_force is None:
            return None, {}
        self._kept = True
        must(in_force == head_number, "another revision was in force when it opened.")
        return in_force, {in_force: event.data["result_sha256"]}

    def changed(self, event: ReplayedEvent, decision: Running, head_number: int) -> None:
        """Take note of what would result since a revision was published."""
        must(event.actor is None, "a person said what text would result.")
        revision = event.data["revision"]
        must(
            decision.in_force is not None and revision == head_number not in decision.results,
            "what would result changed without a new revision.",
        )
        decision.results[revision] = event.data["result_sha256"]

    def withdrawn(self, event: ReplayedEvent, decision: Running, head_number: int) -> bool:
        """Check what is said to have ended a round. Whether its author did, by withdrawing.

        Before causes were kept that is so where nothing was published since it was written.
        """
        is_void = Outcome(event.data["outcome"]) is Outcome.VOID
        if decision.in_force is None:
            return is_void and head_number <= decision.base
        cause = read_cause(event.data.get("cause"))
        must(cause, "it does not say why it ended.")
        assert cause is not None
        must(cause.kind is not CauseKind.ALTERED, "what was kept is not what had been frozen.")
        if is_void:
            published = cause.revision == head_number > decision.in_force
            must(published or cause.kind not in _BY_PUBLISHING, "nothing was published.")
            return cause.kind is CauseKind.WITHDRAWN
        over = event.at >= decision.closes_at
        usual = CauseKind.DEADLINE if over else CauseKind.EVERYONE_ANSWERED
        must(
            cause.kind is (CauseKind.DISPUTED if decision.disputed else usual),
            "it ended for another reason.",
        )
        known = set(range(decision.in_force, head_number + 1))
        must(decision.results.keys() == known, "it hides what would have resulted.")
        return False


def check_published(
    event: ReplayedEvent, results: Mapping[int, str], revisions: Sequence[Document], before: int
) -> None:
    """Check that what was published last is what was frozen, and follows from the change.

    `results` are the digests by the revision that they result from, `before` the number of the one
    that was in force until then.
    """
    if not results:
        return
    text = revisions[-1]
    must(results.get(before) == text.sha256, "another text resulted than was frozen.")
    change_set, base = parse_change_set(event.data["change_set"]), event.data["base"]
    for number, digest in results.items():
        try:
            text = apply(
                revisions[number],
                change_set,
                base_number=base,
                number=number + 1,
                base=revisions[base],
            )
        except DoesNotApply as error:
            raise ReplayFailure("what was frozen does not follow from the change.") from error
        must(text.sha256 == digest, "what was frozen does not follow from the change.")
