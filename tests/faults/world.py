"""A place in which everything has begun that an act could be about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

from sqlmodel import col, func, select

from amendments.belonging.people import Role
from amendments.belonging.visibility import Openness
from amendments.talking.glossary import TermWording
from amendments.writing.draft_conflicts import Hand
from app.mail.sending import outbox
from app.mail.switches import Switch, token_of
from app.provider import Account
from app.services import entry
from app.services.authentication import (
    answer_link,
    ceremonies,
    identities,
    sessions,
    sign_in,
    tokens,
)
from app.services.authentication.ceremonies import CeremonyKind
from app.services.belonging import ask_to_join, change_visibility, invite
from app.services.entry import CharterAccess
from app.services.talking import glossary
from app.services.writing.keep_draft import DraftPlace, keep_draft
from app.storage.engine.database import Database
from app.storage.engine.session import Writer
from app.storage.tables import ApiTokenRow, OutgoingMailRow, PasskeyRow, WebSessionRow
from app.storage.texts import charters
from tests.matrix.scene import ROLES, SECRET, Scene
from tests.support.clock import START, Clock
from tests.support.community import Community
from tests.support.texts import KINDNESS_OTHERWISE, LEARNING, PRIVACY

BASE = "https://testserver"
INNER = "inner"
ISSUER = "https://id.example.org"
DRAFT = "a-draft-of-finns"
ALSO = ("uma", "zoe", "yan", "wim", "vera")


@dataclass
class World:
    """Two charters and their people, each with a session and a token, used today already.

    `values` is what stands in addresses and in what is sent.
    """

    scene: Scene
    sessions: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    now: datetime = START

    @classmethod
    def built(cls, database: Database, clock: Clock) -> Self:
        """Everything, in an empty database."""
        made = cls(Scene(database, clock, "public"))
        Community.found(database, clock, stewards=2, members=1, slug=INNER, visibility="members")
        house = made.scene.house
        made._talk(house)
        made._lives(house)
        house.propose_steward("ada", "hana")
        house.join("uma", Role.STEWARD)
        house.propose_steward("ada", "uma", "end")
        house.pause("ada", "ivo")
        with database.writing() as writer:
            made._come(writer)
            made._belong(writer, house)
        with database.writing() as writer:
            access = entry.enter_to_write(writer, INNER, house.people["ada"].person)
            wider = Openness.OPEN
            change_visibility.change_visibility(
                writer, access.charter, wider, "Yes.", by=access.actor
            )
        with database.writing() as writer:
            made._own(writer, house)
        made._links(database, house)
        made.scene.values("discussion")  # looked up once, and not in the middle of an act
        made.now = clock()
        return made

    def _talk(self, house: Community) -> None:
        """The first two comments are a question and a suggestion."""
        number = self.scene.numbers["discussion"]
        for words in ("hidden", "hidden and appealed", "reported"):
            house.comment("finn", number, words)
        house.hide("ada", number, 3)
        house.hide("ada", number, 4)
        house.appeal("finn", number, 4, "Please look again.")
        house.report("hana", number, 5)
        # What stands before its passage has been rewritten since.
        first = house.revisions()[0].document
        before = next(block.text for block in first.blocks if PRIVACY[0] in block.text)
        text = first.text.replace(before, f"{before}\n- **Sing:** Sing together.")
        self.values["elsewhere"] = house.propose("finn", text, base=1)

    def _lives(self, house: Community) -> None:
        """A proposal that is to be closed, and is handed over; one that nobody writes any more."""
        for name, words in (("closing", LEARNING), ("nobodys", KINDNESS_OTHERWISE)):
            number = self.values[name] = house.propose("finn", house.with_words(words))
            house.submit("finn", number)
        house.announce_end("ada", self.values["closing"])
        house.hand_over("finn", self.values["closing"], "hana")
        house.leave_authorship("finn", self.values["nobodys"])
        self._look_again(house)

    def _look_again(self, house: Community) -> None:
        """A proposal with a newer version than what was said: one is asked to look at it again."""
        number = house.propose("hana", house.with_words(KINDNESS_OTHERWISE))
        self.values["again"] = number
        house.submit("hana", number)
        for words in ("asked", "to be asked"):
            house.comment("finn", number, words)
        house.revise("hana", number, house.with_words(LEARNING))
        house.ask_again("hana", number, 1)

    def _come(self, writer: Writer) -> None:
        names = {one for one in ROLES.values() if one} | set(ALSO)
        for name in sorted(names):
            email = f"{name}@example.org"
            row = charters.find_person(writer, email) or charters.add_person(
                writer, email, name.title()
            )
            writer.session.flush()
            assert row.id is not None
            self.values[f"person of {name}"] = row.id
            self.sessions[name] = sessions.new_session(writer, row.id)
            self.tokens[name] = tokens.new_token(writer, email, "faults")
        writer.session.flush()
        for session in writer.session.exec(select(WebSessionRow)):
            session.last_used_on = writer.now.date()
        for token in writer.session.exec(select(ApiTokenRow)):
            token.last_used_on = writer.now.date()

    def _belong(self, writer: Writer, house: Community) -> None:
        access = entry.enter_to_write(writer, house.slug, house.people["ada"].person)
        charter, actor = access.charter, access.actor
        personal = invite.invite_address(writer, charter, "zoe@example.org", by=actor)
        link = invite.invite_by_link(writer, charter, uses=5, days=7, by=actor)
        ask_to_join.switch_requests(writer, access, takes=True)
        proof = invite.let_prove(writer, charter, "fresh@example.org", None)
        glossary.explain(writer, access, "CIC", "A kind of company.")
        glossary.explain_better(writer, access, 1, TermWording("CIC", "A company for all."))
        self.values |= {"personal": personal.token, "link": link.token, "proof": proof}
        self.values |= {"invitation": personal.number}
        for name in ("yan", "wim"):
            person = self.values[f"person of {name}"]
            here = entry.enter_to_write(writer, house.slug, person)
            self.values[f"request of {name}"] = ask_to_join.ask(writer, here, person, "Hello.")

    def _own(self, writer: Writer, house: Community) -> None:
        """What is finn's own, and ada's."""
        me = house.people["finn"].person
        access = entry.enter(writer, house.slug, me)
        keep_draft(writer, access, me, DraftPlace(DRAFT, Hand("pen"), {"title": "Begun"}))
        self.values["draft"] = DRAFT
        sessions.new_session(writer, me)
        tokens.new_token(writer, "finn@example.org", "another")
        identities.connect(writer, Account(ISSUER, "finns", "finn@example.org"), me)
        writer.session.add(
            PasskeyRow(
                person_id=me, credential_id="QUJD", public_key="QUJD", user_handle="ZG92",
                sign_count=0, name="A key", created_at=writer.now,
            )
        )  # fmt: skip
        outbox.put(writer, "finn@example.org", "Hello", "Hello.\n")
        writer.session.flush()
        self.values["letter"] = writer.session.exec(select(func.max(OutgoingMailRow.id))).one()
        self.values["code"] = sign_in.new_code(writer, SECRET, "finn@example.org")
        writer.session.flush()
        self._begun(writer, me)
        own = col(WebSessionRow.person_id) == me
        self.values["session"] = writer.session.exec(
            select(func.max(WebSessionRow.id)).where(own)
        ).one()
        self.values["token"] = writer.session.exec(
            select(func.max(ApiTokenRow.id)).where(col(ApiTokenRow.person_id) == me)
        ).one()

    def _begun(self, writer: Writer, me: int) -> None:
        """Ceremonies that somebody is in the middle of."""
        for kind in CeremonyKind:
            vera = self.values["person of vera"]
            person = (
                None if "sign-in" in kind else vera if kind is CeremonyKind.PROVIDER_NEW else me
            )
            key = ceremonies.begin(writer, kind, person=person)
            self.values[f"ceremony {kind}"] = key
            self.values[f"state {kind}"] = ceremonies.derived_text(SECRET, key, "state")

    def _links(self, database: Database, house: Community) -> None:
        kept = house.round(self.scene.numbers["opened"])
        member, until = house.people["finn"].member, kept.value.closes_at
        assert kept.id is not None
        self.values["answer"] = answer_link.make(SECRET, kept.id, member, until)
        switch = Switch(house.people["finn"].person, house.charter.id, "decision-opened")
        with database.reading() as reader:
            self.values["switch"] = token_of(SECRET, switch)
            access: CharterAccess = entry.enter(reader, house.slug, house.people["finn"].person)
        self.values["promise"] = house.block("Respect Privacy").id
        self.values["charter"] = access.charter.id
        self.values["other text"] = house.with_words(LEARNING).replace("\n", "\\n")
        self.values |= {f"handle of {name}": house.handle(name) for name in house.people}

    def filled(self, state: str) -> Mapping[str, Any]:
        """What stands in addresses and in what is sent, about the proposal in a state."""
        return {**self.values, **self.scene.values(state)}

    @property
    def later(self) -> datetime:
        """When every decision is over, and what was announced is due."""
        return self.now + timedelta(days=40)
