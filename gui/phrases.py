"""Finds a sentence in a table of sentences with gaps, and says it in the other language.

    "{free} of disk space are free." : "{free} Datenträgerplatz sind frei."

A text can be read in several ways: as one sentence, as several, as a list of remarks, each with
values in its gaps that are words again.  The reading that leaves least unsaid is the right one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, zip_longest

from gui.texts import number_text

_GAP = re.compile(r"\{(\w+)\}")
# Between two sentences, between two remarks, and between the entries of a list.
_SENTENCES = re.compile(r"((?<=[.?!]) (?=[A-Z`])|\n)")
_REMARKS = re.compile(r"(; |: )")
_ENTRIES = re.compile(r"(, | and | or )")
# A value never reaches over the end of a sentence.  Where a sentence has fewer words of its own
# than these it is one word, because such a sentence would fit everywhere.
_VALUE, _WORD, _FEW = r"((?:(?!\. [A-Z]).)*?)", r"(\S*?)", 3
# Gaps that hold numbers or a command, those that always hold words, and those that hold what
# somebody has named.
_NUMBERS, _COMMAND = ("seconds", "minutes", "milliseconds"), "command"
_TEXTS = ("purpose", "reason", "what")
_NAMES = ("cluster", "ident", "label", "name", "node", "path", "user")
# What reads like words; what is quoted, or stands in brackets at the end, is exact.
_PROSE = re.compile(r"(?<![\w-])[A-Za-z]+ [a-z]{2,}(?![\w-])|[a-z]{2,}: [a-z]")
_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|'[^']*'|\(.*\)$", re.DOTALL)

Miss = Callable[[str], None]
_Joints = tuple[re.Pattern[str], ...]


def is_prose(text: str) -> bool:
    """Whether a text holds words for people, and not values only."""
    return _PROSE.search(_QUOTED.sub("", text)) is not None


class _Phrase:
    """A sentence with gaps; `token` stands in every text that can be one."""

    def __init__(self, english: str, other: str) -> None:
        self.english, self.other = english, other
        self.names = _GAP.findall(english)
        whole = [word for word in english.split() if not _GAP.search(word)]
        self.token = max(whole, key=len, default="")

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """What finds the values in a text."""
        literal = _GAP.split(self.english)[::2]
        few = len(re.findall(r"[A-Za-z][\w'-]*", " ".join(literal))) < _FEW
        gaps = [_WORD if few and name not in _TEXTS else _VALUE for name in self.names]
        pairs = zip_longest(map(re.escape, literal), gaps, fillvalue="")
        return re.compile("".join(chain.from_iterable(pairs)), re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A way to understand a text: its words in the language, and what in it is not known."""

    words: str
    unknown: tuple[str, ...] = ()
    used: tuple[str, ...] = ()

    @property
    def cost(self) -> tuple[int, int, int]:
        """How much stays unsaid, in words and in all, and how often the table was asked."""
        words = sum(len(text) for text in self.unknown if is_prose(text))
        return words, sum(map(len, self.unknown)), len(self.used)


class Words:
    """Whole texts, and sentences with gaps; of several readings that which leaves least unsaid."""

    def __init__(self, whole: Mapping[str, str], engine: Mapping[str, str]) -> None:
        self._whole = whole
        self._phrases: dict[str, list[_Phrase]] = {}
        for english, other in engine.items():
            if _GAP.search(english):
                phrase = _Phrase(english, other)
                self._phrases.setdefault(phrase.token, []).append(phrase)
        self._known: dict[tuple[str, _Joints], _Reading] = {}
        self.used: set[str] = set()

    def say(self, text: str, miss: Miss = lambda _: None) -> str:
        """The text in the language; `miss` hears of every part that has no words there."""
        reading = self._read(text, (_SENTENCES, _REMARKS))
        self._known.clear()
        self.used.update(reading.used)
        for part in reading.unknown:
            miss(part)
        return reading.words

    def _read(self, text: str, joints: _Joints) -> _Reading:
        if text in self._whole:
            return _Reading(self._whole[text], used=(text,))
        if (text, joints) not in self._known:
            readings = (*self._readings(text, joints), _Reading(text, (text,)))
            self._known[text, joints] = min(readings, key=lambda reading: reading.cost)
        return self._known[text, joints]

    def _readings(self, text: str, joints: _Joints) -> Iterator[_Reading]:
        """The text as a whole, with or without the full stop at its end, or in its parts."""
        bare = text.removesuffix(".")
        yield from self._alike(text)
        if bare != text:
            for reading in self._alike(bare):
                yield replace(reading, words=f"{reading.words}.")
        else:
            for reading in self._alike(f"{text}."):
                yield replace(reading, words=reading.words.removesuffix("."))
        for number, joint in enumerate(joints, start=1):
            parts = joint.split(text)
            if len(parts) > 1:
                yield self._parts(parts, joints[number:])

    def _alike(self, text: str) -> Iterator[_Reading]:
        """The text itself, or sentences with gaps that it can be."""
        if text in self._whole:
            yield _Reading(self._whole[text], used=(text,))
        for token in {"", *text.split()}:
            for phrase in self._phrases.get(token, ()):
                match = phrase.regex.fullmatch(text)
                if match is not None:
                    yield self._filled(phrase, match.groups())
        for space in () if _REMARKS.search(text) else re.finditer(" ", text):
            yield from self._beside(text[: space.start()], text[space.end() :])

    def _beside(self, first: str, second: str) -> Iterator[_Reading]:
        """Known words beside a value, such as `fixed address 10.0.0.1`."""
        if " " in first and first in self._whole:
            yield _Reading(f"{self._whole[first]} {second}", (second,), (first,))
        if " " in second and second in self._whole:
            yield _Reading(f"{first} {self._whole[second]}", (first,), (second,))

    def _filled(self, phrase: _Phrase, values: Sequence[str]) -> _Reading:
        pairs = zip(phrase.names, values, strict=True)
        filled = {name: self._value(name, value) for name, value in pairs}
        words = _GAP.sub(lambda gap: filled[gap[1]].words, phrase.other)
        return _together(words, filled.values(), phrase.english)

    def _parts(self, parts: list[str], joints: _Joints) -> _Reading:
        """The longest parts that are known, with what stands between them."""
        readings = []
        while parts:
            size = len(parts)
            while size > 1 and self._is_unknown("".join(parts[:size])):
                size -= 2
            whole = "".join(parts[:size])
            readings.append(self._read(whole, joints if size == 1 else ()))
            between = "".join(parts[size : size + 1])
            word = between.strip()
            words = between.replace(word, self._whole[word]) if word in self._whole else between
            readings.append(_Reading(words, used=(word,)))
            parts = parts[size + 1 :]
        return _together("".join(reading.words for reading in readings), readings)

    def _is_unknown(self, text: str) -> bool:
        reading = self._read(text, ())
        return not reading.used or reading.cost[0] > 0

    def _value(self, name: str, value: str) -> _Reading:
        """What stands in a gap: a number, a name, or words of the engine again."""
        kind = name.rstrip("23456789")
        if kind in _NUMBERS and re.fullmatch(r"\d+(\.\d+)?", value):
            return _Reading(number_text(float(value)))
        if kind == _COMMAND:
            return _Reading(value)
        if kind in _NAMES or not value:
            return _Reading(value, (value,))
        return self._read(value, (_SENTENCES, _REMARKS, _ENTRIES))


def _together(words: str, readings: Iterable[_Reading], key: str = "") -> _Reading:
    unknown = [text for reading in readings for text in reading.unknown]
    used = [text for reading in readings for text in reading.used]
    return _Reading(words, tuple(unknown), (*used, *((key,) if key else ())))
