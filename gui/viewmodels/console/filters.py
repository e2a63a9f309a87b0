"""What is typed above a table, as a judgement over rows; pure.

Words must all stand in a row.  `app=web`, `tier!=db` and `!canary` are label terms, as kubectl
has them: a label with a value, one without it, and an object that does not have a label.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from installer.api.console import Row

_LABEL = re.compile(r"^(?P<key>[\w./-]+)(?P<sign>!=|==?)(?P<value>[\w.-]*)$")
_WITHOUT = re.compile(r"^!(?P<key>[\w./-]+)$")


@dataclass(frozen=True, slots=True)
class LabelTerm:
    """A label and its value; no value asks for the label itself."""

    key: str
    value: str | None
    wanted: bool

    def holds(self, labels: Mapping[str, str]) -> bool:
        """Whether labels fulfil it."""
        has = self.key in labels if self.value is None else labels.get(self.key) == self.value
        return has is self.wanted


@dataclass(frozen=True, slots=True)
class Filter:
    """All of it must hold; an empty one wants every row."""

    words: tuple[str, ...] = ()
    labels: tuple[LabelTerm, ...] = ()
    namespace: str = ""
    only_problems: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is filtered."""
        return self == Filter()

    def wants(self, row: Row) -> bool:
        """Whether a row is to be shown."""
        if self.only_problems and not row.attention:
            return False
        if self.namespace and row.namespace != self.namespace:
            return False
        if self.labels and not all(term.holds(row.labels) for term in self.labels):
            return False
        if not self.words or all(word in row.name for word in self.words):
            return True
        text = _text_of(row)
        return all(word in text for word in self.words)


def _text_of(row: Row) -> str:
    words = [cell for cell in row.cells if isinstance(cell, str)]
    return " ".join((row.name, row.namespace, row.plain, *words)).lower()


def parse_filter(text: str, *, namespace: str = "", only_problems: bool = False) -> Filter:
    """The filter of what was typed."""
    words: list[str] = []
    labels: list[LabelTerm] = []
    for part in text.split():
        if match := _LABEL.match(part):
            wanted = match["sign"] != "!="
            labels.append(LabelTerm(match["key"], match["value"], wanted))
        elif match := _WITHOUT.match(part):
            labels.append(LabelTerm(match["key"], None, wanted=False))
        else:
            words.append(part.lower())
    return Filter(tuple(words), tuple(labels), namespace, only_problems)
