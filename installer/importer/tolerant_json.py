"""Reads JSON as people leave it behind, and tells what was wrong with its form and where.

Trailing commas and comments are read and noted, names that appear twice are noted, everything else
that is not JSON is refused with its place.  The well-kept libraries (json5, pyjson5, commentjson)
do not fit: they keep no places, say nothing of commas, comments and repeated names, and take words
without quotation marks, so that an unfilled template would pass.  No text of the file is ever put
into a message: it may be a secret.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal

from installer.config.outline import Place

# The files are six levels deep; what is much deeper is not theirs and would exhaust the stack.
_DEEPEST = 40
_LONGEST_WHOLE = 18

_SPACE = re.compile(r"[ \t\r\n]*")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\[^\x00-\x1f])*"')
_ESCAPE = re.compile(r"\\(?P<good>[\"\\/bfnrt]|u[0-9a-fA-F]{4})?(?(good)|.)")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,4})?(?![\w.+-])")
_WORD = re.compile(r"(true|false|null)(?![\w.-])")
_WORDS = {"true": True, "false": False, "null": None}

_CUT_OFF = "the file ends in the middle: its end was lost"
_NO_QUOTES = "a value without quotation marks that is no number, true, false or null"
_TYPOGRAPHIC = "typographic quotation marks of a word processor; JSON needs plain ones"
_BRACES = "a piece of a file: the outer braces { } are missing"
_BACKSLASH = (
    "a single backslash in a text; write two of them (\\\\), or slashes in a path"  # as JSON asks
)
_QUOTES = ("\u201c", "\u201d", "\u201e", "\u2018", "\u2019")
_NOT_CLOSED = "a quotation mark that is opened here is not closed on the same line"


class NotJson(Exception):
    """The text cannot be read; says why in plain words, and where."""

    def __init__(self, place: Place, why: str) -> None:
        super().__init__(why)
        self.place = place
        self.why = why


@dataclass(frozen=True, slots=True)
class Member:
    """A value with its place; groups and lists hold members again."""

    place: Place
    value: dict[str, Member] | list[Member] | str | int | Decimal | bool | None


@dataclass(slots=True)
class JsonText:
    """What was read, and what its form broke: names of groups with a comma too many, and so on."""

    root: Member = field(default_factory=lambda: Member((), None))
    commas: list[Place] = field(default_factory=list)
    twice: list[Place] = field(default_factory=list)
    comments: bool = False


def read_json(text: str) -> JsonText:
    """The content of a text; raises NotJson with the first place that cannot be read."""
    reader = _Reader(text)
    reader.skip()
    if reader.at_end():
        raise NotJson((), "the file is empty")
    reader.out.root = reader.value(())
    reader.skip()
    if not reader.at_end():
        loose = isinstance(reader.out.root.value, str) and text.startswith(":", reader.position)
        raise reader.wrong((), _BRACES if loose else "there is more text behind the end of it")
    return reader.out


class _Reader:
    """Walks through a text from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.out = JsonText()

    def skip(self) -> None:
        """Go behind blanks and comments."""
        while True:
            space = _SPACE.match(self.text, self.position)
            self.position = space.end() if space else self.position
            comment = _COMMENT.match(self.text, self.position)
            if comment is None:
                return
            self.out.comments = True
            self.position = comment.end()

    def at_end(self) -> bool:
        return self.position >= len(self.text)

    def wrong(self, place: Place, why: str, at: int | None = None) -> NotJson:
        """The error for a place; a text that just ends is wrong as a whole."""
        if self.at_end():
            place, why = (), _CUT_OFF
        at = self.position if at is None else at
        line = self.text.count("\n", 0, at) + 1
        column = at - (self.text.rfind("\n", 0, at) + 1) + 1
        return NotJson(place, f"not JSON, line {line}, column {column}: {why}")

    def take(self, mark: str) -> bool:
        """Whether this mark comes next; if so, go behind it and what is blank."""
        if not self.text.startswith(mark, self.position):
            return False
        self.position += len(mark)
        self.skip()
        return True

    def value(self, place: Place) -> Member:
        if len(place) > _DEEPEST:
            raise self.wrong((), "it is nested too deeply")
        if self.take("{"):
            return Member(place, self.group(place))
        if self.take("["):
            return Member(place, self.items(place))
        if self.text.startswith('"', self.position):
            return Member(place, self.string(place))
        return Member(place, self.scalar(place))

    def group(self, place: Place) -> dict[str, Member]:
        members: dict[str, Member] = {}
        known: set[str] = set()
        comma = False
        while not self.take("}"):
            if members and not comma:
                raise self.wrong(place, "a comma or a closing brace is missing")
            if not self.text.startswith('"', self.position):
                raise self.wrong(place, self.no_quotes("a name without quotation marks"))
            name = self.string(place)
            inner = (*place, name)
            self.skip()
            if not self.take(":"):
                raise self.wrong(inner, "a colon behind the name is missing")
            if name.lower() in known:
                self.out.twice.append(inner)
            known.add(name.lower())
            # The last one stands last, as in the parsers that keep it silently.
            members.pop(name, None)
            members[name] = self.value(inner)
            self.skip()
            comma = self.take(",")
        if comma:
            self.out.commas.append(place)
        return members

    def items(self, place: Place) -> list[Member]:
        members: list[Member] = []
        comma = False
        while not self.take("]"):
            if members and not comma:
                raise self.wrong(place, "a comma or a closing bracket is missing")
            members.append(self.value((*place, len(members))))
            self.skip()
            comma = self.take(",")
        if comma:
            self.out.commas.append(place)
        return members

    def string(self, place: Place) -> str:
        found = _STRING.match(self.text, self.position)
        if found is None:
            if "\n" not in self.text[self.position :]:
                raise NotJson((), _CUT_OFF)
            raise self.wrong(place, _NOT_CLOSED)
        raw = found.group()
        for escape in _ESCAPE.finditer(raw):
            if escape["good"] is None:
                raise self.wrong(place, _BACKSLASH, self.position + escape.start())
        self.position = found.end()
        # Halves of a character (\ud800) could not be written anywhere later.
        pairs = str(json.loads(raw)).encode("utf-16", "surrogatepass")
        return pairs.decode("utf-16", "replace")

    def scalar(self, place: Place) -> int | Decimal | bool | None:
        if word := _WORD.match(self.text, self.position):
            self.position = word.end()
            return _WORDS[word.group()]
        number = _NUMBER.match(self.text, self.position)
        if number is None:
            raise self.wrong(place, self.no_quotes(_NO_QUOTES))
        self.position = number.end()
        whole = not (number[1] or number[2]) and len(number.group()) <= _LONGEST_WHOLE
        return int(number.group()) if whole else Decimal(number.group())

    def no_quotes(self, usual: str) -> str:
        return _TYPOGRAPHIC if self.text[self.position : self.position + 1] in _QUOTES else usual
