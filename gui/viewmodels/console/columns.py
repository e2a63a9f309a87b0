"""The columns of a kind of object: those of the engine, with plain titles, and figures of use.

Which are shown, how wide they are and which go first in a narrow table is decided here, for each
kind in one line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from gui.cells import Column, State, Value
from gui.cells import Kind as CellKind
from gui.texts import later, tr
from gui.viewmodels.console.surroundings import Surroundings
from gui.viewmodels.console.titles import TITLES, WIDTHS
from gui.viewmodels.console.use_columns import cpu_column, memory_column, used_column
from gui.viewmodels.console.words import state_of
from installer.api.console import Kind, Row

# The columns of each kind in the order in which they are shown; `?` before a name that goes when
# there is little room, the last first.  State stands for the state cell, see `_STATE_WORD`.
_SHOWN: Mapping[str, str] = {
    "pods": "NAME STATE ?NAMESPACE ?READY ?RESTARTS ?NODE AGE ?CPU ?MEMORY ?IP",
    "nodes": "NAME STATE ?CPU ?MEMORY ?VERSION AGE ?ROLES ?INTERNAL-IP ?OS-IMAGE",
    "claims": "NAME STATE ?NAMESPACE ?USED CAPACITY ?STORAGECLASS ?VOLUME AGE",
    "events": "LAST_SEEN STATE ?NAMESPACE OBJECT MESSAGE ?COUNT",
}
# The column that holds the state word of a kind.
_STATE_WORD: Mapping[str, str] = {
    "pods": "STATUS",
    "nodes": "STATUS",
    "claims": "STATUS",
    "volumes": "STATUS",
    "jobs": "STATUS",
    "events": "TYPE",
    "namespaces": "STATUS",
}
_AGE = "AGE"
# The age goes last of all that may go.
_FIRST_DROP = 2
_STATE_WIDTHS = {"events": 150, "nodes": 220, "claims": 190, "jobs": 190}


def columns_of(kind: Kind, around: Surroundings) -> tuple[Column, ...]:
    """The columns of a kind, in the order in which they are shown."""
    made: list[Column] = []
    for number, word in enumerate(_shown(kind)):
        name = word.lstrip("?")
        drop = number + _FIRST_DROP if word.startswith("?") else 0
        if name == _AGE:
            drop = 1
        column = _column(kind, name, around, drop)
        if column is not None:
            made.append(column)
    return tuple(made)


def _shown(kind: Kind) -> list[str]:
    if kind.name in _SHOWN:
        return _SHOWN[kind.name].split()
    rest = [c.name for c in kind.columns if c.name not in ("NAMESPACE", "NAME", _AGE)]
    state = _STATE_WORD.get(kind.name, "")
    words = ["NAME", *(["STATE"] if state else []), *(["?NAMESPACE"] if kind.namespaced else [])]
    words += [f"?{name}" for name in rest if name != state]
    return [*words, _AGE]


def _column(kind: Kind, name: str, around: Surroundings, drop: int) -> Column | None:
    special = {
        "NAME": _name,
        "STATE": _state,
        "NAMESPACE": _namespace,
        "CPU": cpu_column,
        "MEMORY": memory_column,
        "USED": used_column,
    }
    if name in special and not (name in _names(kind) and name in ("CPU", "MEMORY", "USED")):
        return special[name](kind, around, drop)
    plain = name.replace("_", " ")
    names = _names(kind)
    if plain not in names:
        return None
    place = names.index(plain)
    return Column(
        key=plain,
        title=TITLES.get(plain, plain.capitalize()),
        show=_text(kind, place, around),
        order=lambda row: kind.key(row, place),
        width=WIDTHS.get(plain, 96),
        kind=CellKind.MAIN if plain == "MESSAGE" else CellKind.TEXT,
        right=kind.columns[place].right,
        drop=drop,
    )


def _names(kind: Kind) -> list[str]:
    return [column.name for column in kind.columns]


def _text(kind: Kind, place: int, around: Surroundings) -> Callable[[Row], Value]:
    return lambda row: kind.text(row, place, around.now())


def _name(kind: Kind, around: Surroundings, drop: int) -> Column:
    del kind, around
    return Column(
        key="NAME",
        title=later("Name"),
        show=lambda row: row.name,
        order=lambda row: row.name,
        width=220,
        kind=CellKind.MAIN,
        drop=drop,
    )


def _namespace(kind: Kind, around: Surroundings, drop: int) -> Column:
    del kind, around
    return Column(
        key="NAMESPACE",
        title=later("Namespace"),
        show=lambda row: row.namespace,
        order=lambda row: row.namespace,
        width=110,
        drop=drop,
    )


@lru_cache(maxsize=64)
def _state_place(kind: Kind) -> int:
    """The column of the state word; -1 where there is none."""
    names = _names(kind)
    word = _STATE_WORD.get(kind.name, "")
    return names.index(word) if word in names else -1


def state_of_row(kind: Kind, row: Row) -> State:
    """The state cell of a row; a kind without a state word is well unless somebody should look."""
    place = _state_place(kind)
    if place < 0:
        word = later("Look here") if row.attention else later("Fine")
        return State("warn" if row.attention else "ok", tr(word))
    # The moment is of no matter: a state word is no age.
    return state_of(kind.name, kind.text(row, place, 0.0), attention=row.attention)


def _state_key(kind: Kind) -> Callable[[Row], Any]:
    """Sorts by gravity, then by word; there are few states and many rows, so each is kept."""
    known: dict[tuple[object, bool], tuple[int, str]] = {}
    place = _state_place(kind)

    def key(row: Row) -> tuple[int, str]:
        cell = (row.cells[place] if place >= 0 else "", row.attention)
        found = known.get(cell)
        if found is None:
            state = state_of_row(kind, row)
            found = known[cell] = (_GRAVITY.get(state.mark, 7), state.word)
        return found

    return key


_GRAVITY = {"fail": 0, "warn": 1, "run": 2, "wait": 3, "info": 4, "ok": 5, "neutral": 6}


def _state(kind: Kind, around: Surroundings, drop: int) -> Column:
    del around

    return Column(
        key="STATE",
        title=later("State"),
        show=lambda row: state_of_row(kind, row),
        order=_state_key(kind),
        width=_STATE_WIDTHS.get(kind.name, 250),
        kind=CellKind.STATE,
        drop=drop,
    )
