"""The parts of the first page, made of what the engine tells; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gui.texts import number_text, size_text, tr
from gui.viewmodels.console.pages import KIND_TITLES
from gui.viewmodels.console.phrases import in_words
from gui.viewmodels.console.words import state_of
from installer.api.console import AttentionItem, Capacity, Ref

SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: how many there are and how many of them are well."""

    kind: str
    title: str
    figure: str
    of: str
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class Attention:
    """One line of what needs attention."""

    state: str
    title: str
    detail: str
    kind: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class Gauge:
    """A resource of the whole cluster: what is taken, or where that is unknown, asked for."""

    title: str
    fraction: float
    text: str
    detail: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that ends soon, or a version: a mark, what, and its words."""

    mark: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Figures of use of all nodes at a moment."""

    at: float
    cpu: float
    memory: float


def tile_of(kind: str, count: int, bad: int, mark: str) -> Tile:
    """The tile of a kind."""
    well = count - bad
    if not count:
        return Tile(kind, title_of(kind), "0", "", "neutral", tr("None yet"))
    words = tr("All are well") if not bad else tr("{count} to look at", count=bad)
    return Tile(
        kind,
        title_of(kind),
        number_text(well),
        tr("of {count} are well", count=number_text(count)),
        "ok" if not bad else mark,
        words,
    )


def title_of(kind: str) -> str:
    """What a kind is called in the plural."""
    return tr(KIND_TITLES[kind][0]) if kind in KIND_TITLES else kind


def attention_of(item: AttentionItem) -> Attention:
    """The line of something that needs attention."""
    state = state_of(item.page, item.word, attention=True)
    first, rest = item.refs[0], len(item.refs) - 1
    name = first.name if not rest else tr("{name} and {count} more", name=first.name, count=rest)
    known = bool(item.word) and item.word != first.name
    title = tr("{name}: {state}", name=name, state=state.word) if known else name
    mark = state.mark if state.mark in ("warn", "fail") else "warn"
    return Attention(mark, title, in_words(item.say), item.page, first)


def bytes_text(value: float) -> str:
    """A capacity in bytes."""
    return size_text(int(value))


def gauge_of(title: str, one: Capacity, words: Callable[[float], str]) -> Gauge | None:
    """The bar of a resource; none where nothing is there."""
    if not one.total:
        return None
    asked = tr("{size} reserved by pods", size=words(one.requested))
    if one.used is None:
        text = tr("{used} of {total} reserved", used=words(one.requested), total=words(one.total))
        return Gauge(title, one.requested / one.total, text, tr("No figures of use"))
    text = tr("{used} of {total}", used=words(one.used), total=words(one.total))
    return Gauge(title, one.used / one.total, text, asked)


def points(readings: Sequence[Reading], now: float) -> tuple[tuple[Reading, float], ...]:
    """The readings of the last hour with their place from 0 (an hour ago) to 1 (now)."""
    placed = ((one, 1 - (now - one.at) / SECONDS) for one in readings)
    return tuple((one, place) for one, place in placed if 0 <= place <= 1)
