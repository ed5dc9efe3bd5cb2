"""The Markdown that is read here: CommonMark and GFM, with footnotes and definition lists.

Raw HTML and pictures are off. Numbers of lists are shown as they are written. Bare addresses are
links as GFM says (`www.`, `https://`, mail addresses), names of files are none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import escape
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from app.rendering.markdown.autolinks import find_addresses
from app.rendering.markdown.not_shown import COMMENT
from app.rendering.markdown.passages import Lines, block_tokens
from charter.language import gettext as _

#: What is nested more deeply is not read; `app.rendering.markdown.extent` refuses it before it is
#: kept.
DEEPEST = 20
#: The key of the environment under which the passages of a charter's text stand.
PASSAGES = "passages"
_BlockRule = Callable[[StateBlock, int, int, bool], bool]
_NUMBER_SIGNS = {")": "is-bracketed"}


def parser(deepest: int = DEEPEST) -> MarkdownIt:
    """For what people write in comments and reasons: read as a whole, every sign is seen."""
    options = {"html": False, "tasklists": True, "maxNesting": deepest}
    made = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    made.disable(["image", "html_block", "html_inline"])
    deflist_plugin(made)
    _guard(made, "deflist", _has_colon)
    _guard(made, "reference", _is_no_footnote)
    made.core.ruler.push("addresses", find_addresses)
    made.core.ruler.push("numbers", _show_numbers)
    made.add_render_rule("list_item_open", _item_open)
    return made


def charter_parser(deepest: int = DEEPEST) -> MarkdownIt:
    """For a charter's text: read passage by passage; comments are told, and footnotes known.

    The environment holds the passages under `PASSAGES`.
    """
    made = parser(deepest)
    footnote_plugin(made, inline=False, move_to_end=False)
    made.core.ruler.at("block", _passage_by_passage)
    made.core.ruler.push("footnote_labels", _label_footnotes)
    made.inline.ruler.before("autolink", "comment", _comment)
    made.add_render_rule("footnote_ref", _footnote_ref)
    made.add_render_rule("footnote_reference_open", _footnote_open)
    made.add_render_rule("footnote_reference_close", lambda *_args: "</div>\n")
    return made


def _passage_by_passage(state: StateCore) -> None:
    passages: Sequence[Lines] = state.env[PASSAGES]
    state.tokens += block_tokens(state.md, state.src, passages, state.env)


def _guard(made: MarkdownIt, name: str, allows: Callable[[StateBlock, int], bool]) -> None:
    """Ask first whether a rule for blocks may look at a line."""
    ruler = made.block.ruler
    rule: _BlockRule = next(one.fn for one in ruler.__rules__ if one.name == name)
    alternatives = next(one.alt for one in ruler.__rules__ if one.name == name)

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return allows(state, start) and rule(state, start, end, silent)

    ruler.at(name, guarded, {"alt": alternatives})


def _is_no_footnote(state: StateBlock, line: int) -> bool:
    """`[^a]: Note` is a footnote or plain words, but never where a link leads."""
    return not state.src.startswith("[^", state.bMarks[line] + state.tShift[line])


def _has_colon(state: StateBlock, line: int) -> bool:
    """Only a colon begins a definition: a line that begins with `~` is a line of words."""
    following = line + 1
    if following < state.lineMax and state.isEmpty(following):
        following += 1
    signs = [line] if state.ddIndent >= 0 else [following]
    return any(
        one < state.lineMax and state.src[state.bMarks[one] + state.tShift[one]] == ":"
        for one in signs
    )


def _show_numbers(state: StateCore) -> None:
    """Every item of a numbered list bears the number that is written, with its sign."""
    counts: list[int | None] = []
    for place, token in enumerate(state.tokens):
        if token.type == "ordered_list_open":
            counts.append(int(token.attrGet("start") or 1) if token.attrGet("start") != 0 else 0)
            first = state.tokens[place + 1].info
            if token.markup in _NUMBER_SIGNS:
                token.attrSet("class", _NUMBER_SIGNS[token.markup])
            elif first.startswith("0") and len(first) > 1:
                token.attrSet("class", "is-two-digits")
        elif token.type == "bullet_list_open":
            counts.append(None)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            counts.pop()
        elif token.type == "list_item_open" and counts[-1] is not None:
            number = int(token.info)
            if number != counts[-1]:
                token.attrSet("value", number)
            counts[-1] = number + 1


def _item_open(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    at: int,
    options: OptionsDict,
    _env: EnvType,
) -> str:
    """An item; of a list of tasks, with a box that shows whether it is done."""
    token = tokens[at]
    opening: str = renderer.renderToken(tokens, at, options, _env)  # type: ignore[attr-defined]
    if "checked" not in token.meta:
        return opening
    done, word = (" checked", _("done")) if token.meta["checked"] else ("", _("not done"))
    return f'{opening}<input type="checkbox" disabled{done} aria-label="{escape(word)}"> '


def _comment(state: StateInline, silent: bool) -> bool:
    """A comment among words becomes a token of its own, which is told and not shown."""
    if not state.src.startswith("<!--", state.pos) or state.pos > _last_end(state):
        return False
    match = COMMENT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.content = match[0]
    state.pos = match.end()
    return True


def _last_end(state: StateInline) -> int:
    """Where the last comment of these words ends, looked up once; -1 if none does."""
    source, end = state.env.get("last_end", ("", -1))
    if source is not state.src:
        end = state.src.rfind("-->")
        state.env["last_end"] = (state.src, end)
    return int(end)


def _label_footnotes(state: StateCore) -> None:
    """A footnote is shown where it stands, and begins with the label that it is written with."""
    notes = state.env.get("footnotes", {})
    used = {note["label"] for note in notes.get("list", {}).values() if note.get("count")}
    number = {label: place for place, label in enumerate(notes.get("refs", {}), 1)}
    seen: set[str] = set()
    for token in _with_children(state.tokens):
        if token.type == "footnote_ref":
            token.meta["number"] = number[f":{token.meta['label']}"]
        elif token.type == "footnote_reference_open":
            label = token.meta["label"]
            token.meta["number"] = 0 if label in seen else number[f":{label}"]
            token.meta["is_used"] = label in used
            seen.add(label)


def _with_children(tokens: Sequence[Token]) -> Sequence[Token]:
    return [one for token in tokens for one in (token, *(token.children or ()))]


def _footnote_ref(
    _renderer: RendererProtocol,
    tokens: Sequence[Token],
    at: int,
    _options: OptionsDict,
    _env: EnvType,
) -> str:
    meta = tokens[at].meta
    name = f' id="fnref-{meta["number"]}"' if not meta["subId"] else ""
    label = escape(meta["label"])
    told = escape(_("Note {label}").format(label=meta["label"]))
    return (
        f'<sup class="note-ref"><a{name} href="#fn-{meta["number"]}" '
        f'aria-label="{told}">{label}</a></sup>'
    )


def _footnote_open(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    at: int,
    _options: OptionsDict,
    _env: EnvType,
) -> str:
    token = tokens[at]
    attributes: str = renderer.renderAttrs(token)  # type: ignore[attr-defined]
    label, number = escape(token.meta["label"]), token.meta["number"]
    name = f' id="fn-{number}"' if number else ""
    link = f"<span{name}>{label}</span>"
    if number and token.meta["is_used"]:
        told = escape(_("Back to where note {label} stands").format(label=token.meta["label"]))
        link = f'<a{name} href="#fnref-{number}" aria-label="{told}">{label}</a>'
    return f'<div class="footnote"{attributes}><span class="note-label">{link}</span>\n'
