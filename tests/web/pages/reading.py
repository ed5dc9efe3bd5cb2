"""Reading a page as a strict reader: what every page has to have, and what none may have."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
FIELDS = {"input", "textarea", "select"}


@dataclass
class Html(HTMLParser):
    """A page: its words, its fields with what stands in them, its links, its faults."""

    address: str = ""
    source: str = ""
    words: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self._fors: list[str] = []
        self._references: list[str] = []
        self._named: list[tuple[str, dict[str, str]]] = []
        self._textarea: str | None = None
        #: Words that are set apart by their direction alone stand in the sentence around them.
        self._is_apart = False
        #: Whether words came last, or such an element; else a new one begins words of its own.
        self._is_in_words = False
        self._select: str | None = None
        self.headings = 0

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        found = {name: value or "" for name, value in attrs}
        if len(found) != len(attrs):
            self.faults.append(f"an attribute stands twice in <{tag}>")
        if tag not in VOID:
            self._open.append(tag)
        self._look_at(tag, found)
        if "id" in found:
            self.ids.append(found["id"])
        for name in ("aria-describedby", "aria-labelledby"):
            self._references += found.get(name, "").split()
        if tag == "label":
            self._fors.append(found.get("for", ""))
        if tag in FIELDS and found.get("type") != "hidden":
            self._named.append((tag, found))
        self._keep(tag, found)

    def _look_at(self, tag, found):
        self.headings += tag == "h1"
        self._is_in_words = self._is_in_words and tag == "bdi"
        self._is_apart = self._is_in_words
        if tag == "style" or "style" in found or (tag == "script" and not found.get("src")):
            self.faults.append(f"inline style or script in <{tag}>")
        if any(name.startswith("on") for name in found):
            self.faults.append(f"an event handler in <{tag}>")
        for name in ("src", "href", "action"):
            if found.get(name, "").startswith(("http:", "https:", "//", "javascript:")):
                people_wrote_it = tag == "a" and "nofollow" in found.get("rel", "")
                if not people_wrote_it or found[name].startswith("javascript:"):
                    self.faults.append(f"<{tag}> leads elsewhere: {found[name]}")

    def _keep(self, tag, found):
        name = found.get("name", "")
        if tag == "a":
            self.links.append(found.get("href", ""))
        if tag == "button":
            self.buttons.append((name, found.get("value", "")))
        chosen = found.get("type") not in {"radio", "checkbox"} or "checked" in found
        if tag == "input" and chosen:
            self.fields[name] = found.get("value", "")
        if tag == "textarea":
            self._textarea, self.fields[name] = name, ""
        if tag == "select":
            self._select = name
        if tag == "option" and self._select:
            self._choose(self._select, found)

    def _choose(self, select, found):
        if "selected" in found or select not in self.fields:
            self.fields[select] = found.get("value", "")

    def handle_endtag(self, tag):
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")
        self._is_apart = tag == "bdi"
        self._is_in_words = tag == "bdi"
        if tag == "textarea" and self._textarea is not None:
            # A browser drops the line feed straight behind the opening tag.
            self.fields[self._textarea] = self.fields[self._textarea].removeprefix("\n")
            self._textarea = None

    def handle_data(self, data):
        self._is_in_words = True
        if self._textarea is not None:
            self.fields[self._textarea] += data
        elif self._is_apart and self.words:
            self.words[-1] += data
            self._is_apart = False
        else:
            self.words.append(data)

    def check(self):
        if self.headings != 1:
            self.faults.append(f"{self.headings} headings of the first level")
        twice = {one for one in self.ids if self.ids.count(one) > 1}
        self.faults += [f"the id {one} stands twice" for one in sorted(twice)]
        self.faults += [
            f"nothing has the id {one}" for one in {*self._references, *self._fors} - set(self.ids)
        ]
        for tag, found in self._named:
            if found.get("id") not in self._fors and "aria-label" not in found:
                self.faults.append(f"a {tag} without a label: {found.get('name')}")
        if self._open:
            self.faults.append(f"not closed: {self._open}")
        assert not self.faults, self.faults


def read_page(source: str, address: str = "") -> Html:
    """Read a page and check it."""
    page = Html(address, source)
    page.feed(source)
    page.close()
    page.check()
    return page
