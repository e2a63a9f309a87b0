"""What stands in one cell of a table: values that know their text at a moment and their order.

Ages grow while nothing happens to the object, so a row keeps the moment and not the words.  Sizes
and counts keep their number, so that 10Gi sorts after 9Gi.
"""

from __future__ import annotations

import math

import msgspec

from installer.cluster.ages import age, between


class Since(msgspec.Struct, frozen=True, gc=False):
    """A moment, shown as how long it is past; `at` is seconds since 1970, None when unknown."""

    at: float | None


class Restarts(msgspec.Struct, frozen=True, gc=False):
    """A pod's restarts and when the last one was, as in `3 (5m ago)`."""

    count: int
    last: float | None = None


class Ready(msgspec.Struct, frozen=True, gc=False):
    """How many parts of how many are ready, as in `1/2`; more than all is possible."""

    ready: int
    total: int


class Amount(msgspec.Struct, frozen=True, gc=False):
    """A quantity as kubectl writes it, with the number that it stands for."""

    text: str
    number: float


class Lasted(msgspec.Struct, frozen=True, gc=False):
    """A span of time; without an end it lasts still.  Without a start nothing is shown."""

    start: float | None
    end: float | None


Cell = str | int | Since | Restarts | Ready | Amount | Lasted
SortKey = str | float


def cell_text(cell: Cell, now: float) -> str:
    """The words of a cell at a moment, exactly as kubectl prints them."""
    match cell:
        case str():
            return cell
        case int():
            return str(cell)
        case Since():
            return age(cell.at, now)
        case Restarts():
            ago = "" if cell.last is None else f" ({age(cell.last, now)} ago)"
            return f"{cell.count}{ago}"
        case Ready():
            return f"{cell.ready}/{cell.total}"
        case Amount():
            return cell.text
        case Lasted():
            if cell.start is None:
                return ""
            return between(cell.start, now if cell.end is None else cell.end)


def cell_key(cell: Cell) -> SortKey:
    """What a column is sorted by; within one column all keys are of one type.

    The youngest comes first for moments, the least for everything else.
    """
    match cell:
        case str():
            return cell.casefold()
        case int():
            return cell
        case Since():
            return math.inf if cell.at is None else -cell.at
        case Restarts():
            return cell.count
        case Ready():
            return cell.ready / cell.total if cell.total else 1.0
        case Amount():
            return cell.number
        case Lasted():
            if cell.start is None:
                return -1.0
            return math.inf if cell.end is None else cell.end - cell.start
