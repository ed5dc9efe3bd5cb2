"""Everything hostile that can be said, said: kept wherever the service lets it be kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from amendments.refusals import Refusal
from app.services.belonging.rename import rename
from app.services.talking.glossary import explain
from app.services.texts.wording import charter_text
from tests.browser.stage import Stage
from tests.hostile.corpora import markup
from tests.support.community import Community

LINKS = [
    link.replace("{}", to)
    for installation, to in enumerate(markup.ADDRESSES)
    for link in (markup.LINKS[installation % len(markup.LINKS)], "[zqx]({})", "<{}>")
]
#: What leaves a fence open would hide what comes behind it.
ALL = [
    one
    for one in (*markup.ELEMENTS, *LINKS, *markup.MARKDOWN, *markup.BREAKOUTS, *markup.TEMPLATES)
    if "```" not in one and "~~~" not in one
]
SHORT = [one for one in ALL if len(one.splitlines()) == 1 and "\0" not in one and len(one) <= 90]
TOGETHER = 8


class Hostile:
    """One who says all of it, in every place that there is. `kept` counts what was let in."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.community: Community = stage.community
        self.kept = 0
        self.numbers: list[int] = []

    def say_everything(self) -> None:
        """Fill every place."""
        self.be_called()
        self.explain_terms()
        text = self.write_a_text()
        self.numbers = [text, *self.propose_titles()]
        self.talk(self.numbers[1])
        self.decide(text)

    def let_in(self, act: Callable[[], object]) -> bool:
        """Try, and count what was not refused."""
        try:
            act()
        except Refusal:
            return False
        self.kept += 1
        return True

    def be_called(self) -> None:
        """Everyone has a hostile name."""
        people = list(self.community.people.values())
        for person, name in zip(people, SHORT[: len(people) * 3 : 3], strict=True):
            with self.stage.installation.database.writing() as writer:
                rename(writer, person.person, name)
            self.kept += 1

    def explain_terms(self) -> None:
        """Terms, some of which the text says, and what they mean."""
        terms = ["kindness", "privacy", "community", *SHORT[:20]]
        for term, meaning in zip(terms, SHORT, strict=False):
            self.let_in(lambda term=term, meaning=meaning: self._explain(term, meaning))

    def _explain(self, term: str, meaning: str) -> None:
        with self.community.writing("dov") as (writer, access):
            explain(writer, access, term, meaning)

    def write_a_text(self) -> int:
        """A change of the charter with every piece that a charter takes, in a decision."""
        text = self.community.head.document.text
        for piece in ALL:
            with_piece = f"{text}\n\n{piece}\n"
            if self.let_in(partial(charter_text, with_piece)):
                text = with_piece
        title, reason = SHORT[0], "\n\n".join(SHORT[:20])
        return self.community.decide("finn", text, title=title, reason=reason, summary=SHORT[1])

    def propose_titles(self) -> list[int]:
        """Titles, summaries and reasons."""
        c, made = self.community, []
        for installation in range(0, len(SHORT), 24):
            words = SHORT[installation : installation + 24]
            text = f"{c.head.document.text}\n\nProposal {installation}.\n"
            title = " ".join(words[0].split())
            number = c.propose("gil", text, title=title, summary=words[-1], reason=words[1])
            c.submit("gil", number)
            made.append(number)
        return made

    def talk(self, number: int) -> None:
        """Comments, several pieces in each; what is refused together is said one by one."""
        c = self.community
        for installation in range(0, len(ALL), TOGETHER):
            pieces = ALL[installation : installation + TOGETHER]
            whole = "\n\n".join(pieces)
            if self.let_in(lambda whole=whole: c.comment("edda", number, whole)):
                continue
            for one in pieces:
                self.let_in(lambda one=one: c.comment("edda", number, one))
        self.let_in(lambda: c.summarise("ada", number, "\n\n".join(SHORT[20:40])))
        self.let_in(lambda: c.report("dov", number, comment=1, body=SHORT[3]))

    def decide(self, number: int) -> None:
        """What is said in a decision; then it passes, and the text is in force."""
        c, said = self.community, iter(_paragraphs(ALL))
        c.object_to("cleo", number)
        c.answer("dov", number, "concern", next(said))
        c.answer("edda", number, "object", next(said), next(said))
        c.answer_all(number, ["ada", "bela", "gil", "finn"])
        c.support("bela", number, 1)
        c.test_objection("ada", number, 1, "qualifies", next(said))
        for one in (1, 2):
            c.resolve("cleo" if one == 1 else "edda", number, one, "withdrawn")
        c.answer_all(number, ["cleo", "edda"])
        c.close("ada", number)
        self.let_in(lambda: c.state_outcome("ada", number, next(said)))


def _paragraphs(pieces: Iterable[str]) -> list[str]:
    kept = [one for one in pieces if len(one) < 300 and "\0" not in one]
    return [
        "\n\n".join(kept[installation : installation + 6])
        for installation in range(0, len(kept), 6)
    ]
