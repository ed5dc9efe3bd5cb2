"""What stands in a text's source and is not shown: said in plain words, and there to be opened."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import escape

from app.rendering.markdown.passages import is_comment
from charter.language import N_
from charter.language import gettext as _
from charter.text.blocks import Worded

COMMENT = re.compile(r"<!--(?:-?>|[\s\S]*?-->)")
TAGS = {"details", "summary"}
#: Those of a comment among words, which opens without any script.
ATTRIBUTES = {"button": {"type", "class", "popovertarget"}, "span": {"popover"}}
_KINDS = {
    "html": N_("Not shown here: a note in the source"),
    "front_matter": N_("Not shown here: facts about this text"),
    "paragraph": N_("Not shown here: where links lead"),
}


def passage_to_html(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    at: int,
    _options: OptionsDict,
    _env: EnvType,
) -> str:
    """A passage without words of its own: what it is, and its source to open."""
    token = tokens[at]
    attributes: str = renderer.renderAttrs(token)  # type: ignore[attr-defined]
    told = escape(_(_KINDS.get(token.info, _KINDS["paragraph"])))
    source = escape(words_of(token))
    return (
        f'<details class="not-shown"{attributes}><summary>{told}</summary>'
        f"<pre>{source}</pre></details>\n"
    )


def comment_to_html(
    _renderer: RendererProtocol,
    tokens: Sequence[Token],
    at: int,
    _options: OptionsDict,
    _env: EnvType,
) -> str:
    """A comment among words: a button that opens it."""
    number = tokens[at].meta.get("number", at)
    told, words = escape(_("a note in the source")), escape(words_of(tokens[at]))
    name = f"note-in-source-{number}"
    return (
        f'<button type="button" class="term" popovertarget="{name}">{told}</button>'
        f'<span id="{name}" popover="" class="explained" dir="auto"> ({words})</span>'
    )


def said_of(block: Worded) -> str | None:
    """What is said in place of a passage that is not shown; None if it has words to show."""
    if block.kind == "front_matter" or (block.kind == "html" and is_comment(block.text)):
        return _(_KINDS[block.kind])
    return None


def without_comments(words: str) -> str:
    """Words with each comment among them named, and not shown."""
    if "<!--" not in words:
        return words
    return COMMENT.sub(f"({_('a note in the source')})", words)


def number_comments(tokens: Sequence[Token]) -> bool:
    """Give each comment among words a number; whether there is one."""
    count = 0
    for token in tokens:
        for child in token.children or ():
            if child.type == "comment":
                count += 1
                child.meta["number"] = count
    return count > 0


def words_of(token: Token) -> str:
    """The source of what is not shown, of a comment without its marks."""
    source = token.content.strip()
    if source.startswith("<!--") and source.count("<!--") == 1:
        return source.removeprefix("<!--").removesuffix("-->").strip()
    return source
