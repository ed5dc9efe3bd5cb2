"""What the server does by itself, and what its operator does on the command line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from app.mail import reactions, telling
from app.mail.due import do_what_is_due
from app.mail.sending import outbox
from app.services.care import forgetting
from app.services.care.erase import erase_person
from app.services.upkeep import starting
from app.services.upkeep.tick import (
    close_due_proposals,
    close_due_rounds,
    do_due_things,
    widen_what_is_due,
)
from app.services.writing.review import announce_due_reviews
from app.storage.engine import clock_watch
from app.storage.engine.clock_guard import ClockGuard
from app.storage.engine.database import Database
from app.storage.record import lines
from app.storage.texts import charters
from app.storage.upkeep import backup, erasures
from app.storage.upkeep.erasures import Erasure
from tests.faults.acts import Act, Command, Own
from tests.faults.stage import Stage, dice
from tests.faults.world import INNER
from tests.support.community import Community
from tests.support.house import FOUNDED
from tests.support.texts import KINDNESS_OTHERWISE

EACH = "one by one: each decision, notice and letter is an act of its own"
TEXT = "# Ours\n\nBe kind.\n\n- One\n- Two\n"


def _late(stage: Stage) -> None:
    stage.clock.set(stage.world.later)


def _much_later(stage: Stage) -> None:
    stage.clock.set(stage.world.later + timedelta(days=8))


def _told(stage: Stage) -> None:
    """Some of what has happened is about to be told."""
    reactions.react(stage.installation.database)
    stage.execute("DELETE FROM notice WHERE mod(id, 40) <> 7")


def _reviewed(stage: Stage) -> None:
    """A proposal is adopted, and the day has come to look at it again."""
    house = Community.at(stage.installation.database, stage.clock)
    day = stage.clock().date() + timedelta(days=3)
    number = house.propose("cleo", house.with_words(KINDNESS_OTHERWISE), review_on=day)
    house.submit("cleo", number)
    house.open("ada", number)
    roll = {one.member for one in house.people.values()} & set(
        house.round(number).value.roll.values()
    )
    for name, one in house.people.items():
        if one.member in roll:
            house.answer(name, number)
    house.close("ada", number)
    _late(stage)


def _erased(stage: Stage) -> None:
    """Somebody is erased, and what follows is still to be done."""
    with stage.installation.database.writing() as writer:
        erase_person(writer, stage.world.values["person of cleo"], words=True)


def _listed(stage: Stage) -> list[Erasure]:
    """Whom a list names as erased: cleo, who is back with the backup."""
    with stage.installation.database.reading() as reader:
        person = charters.find_person(reader, "cleo@example.org")
        assert person is not None
        return [Erasure(erasures.digest_of(person), stage.clock(), words=True)]


def by_the_server() -> list[Act]:
    """Every step of a tick, and the whole of it; what follows a restore."""
    return [
        Own("tick.close_due_rounds", _on(close_due_rounds), steps=EACH, begin=_late),
        Own("tick.close_due_proposals", _on(close_due_proposals), begin=_much_later),
        Own("tick.widen_what_is_due", _on(widen_what_is_due), begin=_late),
        Own("tick.do_due_things", _on(do_due_things), steps=EACH, begin=_late),
        Own("review.announce_due_reviews", _on(announce_due_reviews), begin=_reviewed),
        Own("reactions.react", _on(reactions.react), steps=EACH),
        Own("telling.tell",
            lambda stage: telling.tell(stage.installation.database, stage.installation.post),
            steps=EACH, begin=_told),
        Own("outbox.send_due", _send, steps=EACH),
        Own("forgetting.forget", _on(forgetting.forget), begin=_late),
        Own("forgetting.see_erasures_through", _see_through, begin=_erased,
            steps="an erasure is done; then the file is cleaned, and that is noted"),
        Own("forgetting.after_restore",
            lambda stage: forgetting.after_restore(
                stage.installation.database, _known(stage), signed_in=False),
            begin=_cleo_listed, steps="restoring asks for it again until it is whole"),
        Own("starting.replay", lambda stage: starting.replay(
                stage.installation.database, stage.installation.settings.erasures_file()),
            begin=_put_back, steps="each erasure is one; the next start goes on with the list"),
        Own("clock_watch.watch", _watch, begin=_unseen),
        Own("due.do_what_is_due", _due, steps=EACH, begin=_late),
    ]  # fmt: skip


def _on(what: Any) -> Any:
    return lambda stage: what(stage.installation.database)


def _send(stage: Stage) -> None:
    installation = stage.installation
    outbox.send_due(installation.database, installation.sender, installation.settings.mail_from)


def _see_through(stage: Stage) -> None:
    installation = stage.installation
    forgetting.see_erasures_through(installation.database, installation.settings.erasures_file())


def _due(stage: Stage) -> None:
    do_what_is_due(stage.installation.database, stage.installation.sender, stage.installation.post)


def _file(stage: Stage) -> None:
    (stage.folder / "text.md").write_text(TEXT, encoding="utf-8")


def _history(stage: Stage) -> None:
    """A charter without any proposal, and another text of it."""
    line = f'{{"date": "2026-02-01", "text": "{stage.world.values["other text"]}"}}\n'
    (stage.folder / "history.jsonl").write_text(line, encoding="utf-8")


def _backed_up(stage: Stage) -> None:
    """A backup of everything, and an empty database to bring it back into."""
    _cleo_listed(stage)
    backup.write(stage.installation.database, _backup(stage))
    stage.empty()


def _backup(stage: Stage) -> Path:
    return Path(stage.folder / "backup")


def _cleo_listed(stage: Stage) -> None:
    erasures.append_missing(stage.folder / "cleo.jsonl", _listed(stage))


def _known(stage: Stage) -> list[Erasure]:
    """The list of erasures of this place, with cleo on it."""
    return erasures.read_list(stage.folder / "cleo.jsonl")


def _put_back(stage: Stage) -> None:
    """An older database stands beside the list of erasures, and cleo is in it."""
    erasures.append_missing(stage.installation.settings.erasures_file(), _listed(stage))


def _watch(stage: Stage) -> None:
    installation = Database(stage.url, guard=ClockGuard())
    try:
        clock_watch.watch(installation)
    finally:
        installation.dispose()


def _seen(stage: Stage, ahead: timedelta) -> None:
    """The place was in use so long ago, or, as its clock was ahead, so long from now."""
    installation = Database(stage.url, guard=ClockGuard())
    before = stage.clock()
    stage.clock.set(before + ahead)
    with dice(stage.clock, "seen"), installation.writing():
        pass
    installation.dispose()
    stage.clock.set(before)


def _unseen(stage: Stage) -> None:
    _seen(stage, -timedelta(days=2))


def _was_ahead(stage: Stage) -> None:
    _seen(stage, timedelta(days=40))


def _ran_ahead(stage: Stage) -> None:
    """What was recorded last is dated a day later than now."""
    with stage.installation.database.reading() as reader:
        charter = charters.find(reader, SLUG)
        last = lines.last_line(reader, charter.id) if charter is not None else None
    assert last is not None
    stage.clock.set(last.at - timedelta(days=1))


SLUG = "care-charter"


def by_the_operator() -> list[Act]:
    """The commands that write; those that only read are named in `test_list`."""
    found = ("found", "{folder}/text.md", "--slug", "ours", "--title", "Ours", "--dated",
             f"{FOUNDED}", "--steward", "olga@example.org")  # fmt: skip
    return [
        Command("charter found", found, begin=_file),
        Command("charter import", ("import", INNER, "{folder}/history.jsonl"), begin=_history),
        Command("charter invite", ("invite", SLUG, "olga@example.org")),
        Command("charter member", ("member", SLUG, "olga@example.org", "--name", "Olga")),
        Command("charter remove", ("remove", SLUG, "hana@example.org", "--reason", "Asked.")),
        Command("charter rules", ("rules", SLUG, "--quorum", "1/2")),
        Command("charter visibility", ("visibility", SLUG, "--to", "members")),
        Command("charter sign-in", ("sign-in", "finn@example.org")),
        Command("charter token", ("token", "finn@example.org")),
        Command("charter calendar", ("calendar", SLUG, "--for", "finn@example.org", "--renew")),
        Command("charter erase", ("erase", "cleo@example.org", "--words", "--yes"),
                steps="the person is erased; then the file is cleaned, and that is noted"),
        Command("charter tick", ("tick",), steps=EACH, begin=_late),
        Command("charter clock --accept", ("clock", "--accept"), begin=_was_ahead),
        Command("charter clock --mend", ("clock", "--mend", SLUG, "--because", "It leapt."),
                begin=_ran_ahead, ends=1),
        Command("charter outbox --retry", ("outbox", "--retry"), steps=EACH),
        Command("charter outbox --drop", ("outbox", "--drop", "{letter}")),
        Command("charter restore",
                ("restore", "{folder}/backup", "--erasures", "{folder}/cleo.jsonl"),
                begin=_backed_up),
    ]  # fmt: skip


def behind() -> list[Act]:
    """All of them."""
    return [*by_the_server(), *by_the_operator()]
