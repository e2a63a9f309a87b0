"""What a cell of a table holds: the model that fills it and the delegate that paints it agree here.

A column is told by two pure functions of a row: what is shown, and by what is sorted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import Qt


class Role(IntEnum):
    """What a model answers beyond Qt's own roles."""

    VALUE = Qt.ItemDataRole.UserRole + 1
    COLUMN = Qt.ItemDataRole.UserRole + 2
    UID = Qt.ItemDataRole.UserRole + 3


class Kind(StrEnum):
    """How a column is painted."""

    MAIN = "main"
    TEXT = "text"
    STATE = "state"
    USAGE = "usage"


@dataclass(frozen=True, slots=True)
class State:
    """A mark (`ok`, `warn`, `fail`, ...), a plain word, and the exact word of Kubernetes."""

    mark: str
    word: str
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.word} {self.reason}".strip()


@dataclass(frozen=True, slots=True)
class Usage:
    """How full something is, from 0 to 1, and the figures; without a fraction there is no bar."""

    fraction: float | None
    text: str

    def __str__(self) -> str:
        return self.text


Value = str | State | Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`title` is English and goes through `tr`.

    `drop` says when the column goes in a narrow table: the highest first, 0 never.  `width` is in
    pixels at the usual text size; the first column of kind MAIN takes what is left.
    """

    key: str
    title: str
    show: Callable[[Any], Value]
    order: Callable[[Any], Any]
    width: int = 100
    kind: Kind = Kind.TEXT
    right: bool = False
    drop: int = 0
