"""A row of the console: one object, cut down to what tables, filters and the overview need.

Whole objects are not kept: 50,000 of them would not fit.  The detail view asks for the one that
it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from installer.cluster.around import Around
from installer.cluster.cells import Cell, SortKey, cell_key, cell_text
from installer.cluster.phrases import Phrase
from installer.cluster.text import inert


class Place(StrEnum):
    """Where a column is shown: always, with `-o wide`, or only in this program."""

    USUAL = "usual"
    WIDE = "wide"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `name` is kubectl's own word, which is never translated."""

    name: str
    place: Place = Place.USUAL
    right: bool = False


class Ref(msgspec.Struct, frozen=True, gc=False):
    """Names an object; `kind` is the API's word, such as `Pod`."""

    kind: str
    namespace: str
    name: str
    uid: str = ""


class Row(msgspec.Struct, frozen=True, gc=False):
    """One object; `cells` has one value for each column of its kind.

    `attention` says that a person should look, `say` is the sentence about it (`plain` in
    English).  `labels` (not inert) and `owner` serve filters and the owner chain; `facts` is what
    other parts of the console need of this kind, None where nothing is.
    """

    uid: str
    name: str
    namespace: str
    version: str
    created: float | None
    cells: tuple[Cell, ...]
    attention: bool
    say: Phrase
    labels: Mapping[str, str]
    owner: Ref | None = None
    facts: Any = None

    @property
    def plain(self) -> str:
        """The sentence in English."""
        return str(self.say)


# What makes a row of a decoded object, from what is known around it.
MakeRow = Callable[[Any, Around], Row]


def _always(found: Any) -> bool:
    del found
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of object and how it is listed, decoded and shown.

    `name` is the word of the command line and the console (`pods`, `claims`), `api` the path below
    the server (`/api/v1`, `/apis/apps/v1`), `resource` the plural there, `word` the API's own name
    of the kind.  `aliases` are other words for it on the command line.  `also` names further API
    groups whose objects are the same.  `needs` names what `Around` must hold for a sound judgement;
    `settled` says of a decoded object that its judgement will not change by itself.
    """

    name: str
    word: str
    api: str
    resource: str
    columns: tuple[Column, ...]
    shape: type[msgspec.Struct]
    row: MakeRow
    namespaced: bool = True
    aliases: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    field_selector: str = ""
    needs: tuple[str, ...] = ()
    settled: Callable[[Any], bool] = _always

    @property
    def api_version(self) -> str:
        """The `apiVersion` of its objects."""
        return self.api.removeprefix("/apis/").removeprefix("/api/")

    def text(self, row: Row, column: int, now: float) -> str:
        """The words of a cell at a moment; always safe to show (see `installer.cluster.text`)."""
        return inert(cell_text(row.cells[column], now))

    def key(self, row: Row, column: int) -> SortKey:
        """What a column is sorted by; keys of one column compare with each other."""
        return cell_key(row.cells[column])

    def path(self, namespace: str = "", name: str = "", subresource: str = "") -> str:
        """The path of the list, of one namespace's list, or of one object at the server."""
        parts = [self.api]
        if self.namespaced and namespace:
            parts += ["namespaces", namespace]
        parts += [part for part in (self.resource, name, subresource) if part]
        return "/".join(parts)
