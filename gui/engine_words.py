"""What the engine says, in the language in use.

The engine, its log and the command line speak English, in whole sentences with values in them.
`i18n/<language>/engine.json` holds these sentences with a named gap for each value; a sentence
that is to be shown is found there again.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gui.phrases import Words
from gui.texts import PSEUDO, language, size_text, table_of
from installer.api import Size

ENGINE = "engine"
_SIZE = re.compile(r"(`[^`]*`)|\b\d+(?:\.\d+)?[KMGT]iB\b")


def said(text: str, *, sizes: bool = True) -> str:
    """What the engine says, in the language in use; `sizes` as the window writes them.

    What a cluster file may hold keeps its sizes: they are to be typed exactly so.
    """
    if language.code == PSEUDO:
        return language.translate(text) if text else ""
    words = _said(text, language.code)
    return _SIZE.sub(lambda m: m[1] or size_text(Size.parse(m[0])), words) if sizes else words


@lru_cache(maxsize=4096)
def _said(text: str, code: str) -> str:
    return text if code == "en" or not text else words_of(code).say(text)


@cache
def words_of(code: str) -> Words:
    """The sentences of the engine in a language."""
    return Words(table_of(code), table_of(code, ENGINE))
