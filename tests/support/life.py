"""A charter whose every act is done twice: by the program, and by the model in `lives`."""

from __future__ import annotations

from typing import Any, ClassVar

from hypothesis.stateful import RuleBasedStateMachine, invariant
from sqlmodel import col, select

from amendments.refusals import Refusal
from amendments.ruleset import read_ruleset
from app.storage import amendments, rounds
from app.storage.database import Database, Reader
from app.storage.tables import ObjectionRow
from charter.change_set import ChangeSet
from charter.operations import Replace
from tests.support.clock import Clock
from tests.support.community import Community
from tests.support.databases import SqliteSource, migrate_once
from tests.support.laws import check_laws
from tests.support.lives import PARAGRAPHS, RULES, Amendment, Model

NAMES = ["ada", "bela", "cleo", "dov", "edda"]


def words(place: int, number: int) -> str:
    return f"In paragraph {place} we say the same friendly words every time, and then {number}."


def whole(paragraphs: list[str]) -> str:
    first, second, third, fourth = paragraphs
    return f"# One\n\n{first}\n\n# Two\n\n{second}\n\n# Three\n\n{third}\n\n{fourth}\n"


def found_lives(url: str) -> None:
    """Make the charter that each life begins with."""
    migrate_once(url)
    database = Database(url, Clock())
    text = whole([words(place, 0) for place in range(PARAGRAPHS)])
    rules = read_ruleset(RULES)
    Community.found(
        database, Clock(), stewards=2, members=3, text=text, timezone="UTC", ruleset=rules
    )
    database.dispose()


class Life(RuleBasedStateMachine):
    """What both share; the acts are rules of the test."""

    source: ClassVar[SqliteSource]

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.database = self.source.database(self.source.fresh(found_lives), self.clock)
        self.community = Community.at(self.database, self.clock)
        self.model = Model([words(place, 0) for place in range(PARAGRAPHS)])
        self.changed = True
        self.written = 0
        self.checked = 1

    def teardown(self) -> None:
        check_laws(self.community)
        self.database.dispose()
        self.source.forget(self.database.url)

    # --- what people do

    def some(self, seed: int, *, being_decided: bool = False) -> tuple[int, Amendment]:
        """One of the amendments; one with an open round, mostly, if that is what is asked for."""
        known = list(enumerate(self.model.amendments, 1))
        decided = [pair for pair in known if pair[1].open_round]
        if being_decided and decided and seed % 8:
            known = decided
        return known[seed % len(known)]

    def both(self, allowed: object, act: str, *arguments: Any, **more: Any) -> None:
        """The program does what the model did, or refuses what the model refused."""
        try:
            getattr(self.community, act)(*arguments, **more)
            done = self.changed = True
        except Refusal:
            done = False
        assert done is bool(allowed), f"{act}: the model says {allowed}, the program {done}"

    def version(self, place: int, base: int) -> tuple[tuple[int, int, str], dict[str, Any]]:
        """A new version for the model, and the same for the program: a text or a change set."""
        self.written += 1
        new = words(place, self.written)
        number = base % len(self.model.revisions) + 1
        if self.written % 2:
            paragraphs = self.model.revisions[number - 1][:]
            paragraphs[place] = new
            return (number, place, new), {"text": whole(paragraphs), "base": number}
        document = self.community.revisions()[number - 1].document
        old = next(one for one in document.blocks if f"paragraph {place} " in one.text)
        change_set = ChangeSet((Replace(old.id, old.digest, (new,)),)).to_dict()
        return (number, place, new), {"change_set": change_set, "base": number}

    # --- what can be seen

    @invariant()
    def both_agree_on_everything(self) -> None:
        if not self.changed:
            return
        self.changed = False
        texts = [one.document.text for one in self.community.revisions()]
        assert texts == [whole(paragraphs) for paragraphs in self.model.revisions]
        with self.community.reading() as (reader, room):
            kept = amendments.find_all(reader, room.charter.id)[::-1]
            for one, expected in zip(kept, self.model.amendments, strict=True):
                self.agree(reader, one, expected)
        if len(texts) > self.checked:
            check_laws(self.community)
            self.checked = len(texts)

    def agree(self, reader: Reader, one: amendments.Kept, expected: Amendment) -> None:
        """Compare an amendment, its objections and its newest round."""
        assert one.value.status == expected.status
        assert one.value.version == len(expected.versions)
        assert one.value.blocked_rounds == expected.blocked
        wanted = select(ObjectionRow.status).where(ObjectionRow.amendment_id == one.id)
        found = list(reader.session.exec(wanted.order_by(col(ObjectionRow.number))))
        assert found == [each.status for each in expected.objections]
        assert rounds.find(reader, one.id, len(expected.rounds) + 1) is None
        if expected.rounds:
            newest = expected.rounds[-1]
            decision = rounds.find(reader, one.id, newest.number)
            assert decision is not None
            assert decision.value.outcome == newest.outcome
            assert decision.value.closes_at == newest.closes_at
            counts = decision.value.tally().counts
            assert {kind.value: n for kind, n in counts.items() if n} == newest.counts()
