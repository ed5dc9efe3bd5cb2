"""Words in scripts that are written without blanks between them.

Thai, Chinese and Japanese are cut by the models of BudouX, which look at three signs on either side
of a place: the same words for the same signs, everywhere. For Lao, Burmese and Khmer there is no
model; what stands between two blanks is kept whole there, so that no word is ever cut.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from budoux.parser import MODEL_DIR, Parser

_THAI = "\u0e00-\u0e7f"
_KANA = "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_UNSPACED = re.compile(f"[{_THAI}{_KANA}{_HAN}]")
_RUN = re.compile(f"[{_THAI}]+|[{_KANA}{_HAN}]+")
_IS_THAI = re.compile(f"[{_THAI}]")
_HAS_KANA = re.compile(f"[{_KANA}]")


def has_unspaced(text: str) -> bool:
    """Are there words that no blanks keep apart, and that a model can tell apart?"""
    return _UNSPACED.search(text) is not None


def cut(token: str) -> list[str]:
    """A run of letters as its words; joined they give the run back."""
    if len(token) == 1:
        return [token]
    found: list[str] = []
    place = 0
    for run in _RUN.finditer(token):
        if run.start() > place:
            found.append(token[place : run.start()])
        found += _model(run[0]).parse(run[0])
        place = run.end()
    return [*found, token[place:]] if place < len(token) else found


def _model(run: str) -> Parser:
    if _IS_THAI.match(run):
        return _parser("th")
    return _parser("ja_word" if _HAS_KANA.search(run) else "zh-hans")


@cache
def _parser(name: str) -> Parser:
    return Parser(json.loads((Path(MODEL_DIR) / f"{name}.json").read_text(encoding="utf-8")))
