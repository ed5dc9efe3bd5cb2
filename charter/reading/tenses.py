"""The verbs of sentences about changes: of one that has happened, or of one that is asked for."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from charter.language import N_, translated


@dataclass(frozen=True, slots=True)
class Tense:
    """The verbs for a change that has happened, or that is asked for."""

    becomes: str
    added: str
    taken_out: str
    moved: str
    divided: str
    joined: str
    reworded: str
    cell: str

    def spoken(self) -> Tense:
        """The same in the language that is spoken now."""
        return Tense(*translated(astuple(self)))


PAST = Tense(
    becomes=N_("became"),
    added=N_("This was added:"),
    taken_out=N_("This was taken out:"),
    moved=N_("The passage was moved"),
    divided=N_("The passage was divided in several"),
    joined=N_("Passages were joined to one"),
    reworded=N_("The passage was reworded"),
    cell=N_("{column} was {was}, now {now}"),
)
PROPOSED = Tense(
    becomes=N_("would become"),
    added=N_("This would be added:"),
    taken_out=N_("This would be taken out:"),
    moved=N_("The passage would be moved"),
    divided=N_("The passage would be divided in several"),
    joined=N_("Passages would be joined to one"),
    reworded=N_("The passage would be reworded"),
    cell=N_("{column} is {was}, and would be {now}"),
)
