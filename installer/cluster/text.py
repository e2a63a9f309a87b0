"""The one way by which a cluster's own text reaches a screen: inert, bounded, still readable.

Names, messages, annotations and logs are written by whoever may write to the cluster.  Such text
can hold terminal escapes, marks that turn the reading direction, markup, or a megabyte.  Here
control and direction marks become visible signs, and length has an end.  Markup stays as it is:
whoever shows the text shows it as plain text.
"""

from __future__ import annotations

import re

CELL_LENGTH = 400
TEXT_LENGTH = 20_000
# Control characters (with DEL and C1), format marks that turn or hide text, line and paragraph
# separators, lone surrogates, tags and the byte order mark.
_UNSAFE_IN_CELL = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_UNSAFE_IN_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SHOWN = {"\n": "\u2424", "\t": " ", "\r": "\u240d", "\x7f": "\u2421"}
_PICTURES = 0x2400  # where Unicode has pictures of the control characters, in their order
_ELLIPSIS = "\u2026"


def inert(text: str, limit: int = CELL_LENGTH) -> str:
    """Text of a cluster for one line: no control characters, no turning marks, no line breaks."""
    if len(text) > limit:
        text = text[: limit - 1] + _ELLIPSIS
    # Nearly every cell is plain ASCII, for which this test alone is paid.
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE_IN_CELL.sub(_sign, text)


def inert_text(text: str, limit: int = TEXT_LENGTH) -> str:
    """The same for text of several lines: line breaks and tabs stay."""
    if len(text) > limit:
        text = f"{text[:limit]}\n{_ELLIPSIS} ({len(text) - limit} more characters)"
    return _UNSAFE_IN_TEXT.sub(_sign, text.replace("\r\n", "\n"))


def _sign(match: re.Match[str]) -> str:
    character = match[0]
    if shown := _SHOWN.get(character):
        return shown
    code = ord(character)
    return chr(_PICTURES + code) if code < 0x20 else f"<U+{code:04X}>"
