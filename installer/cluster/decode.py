"""From the bytes of the API to rows: pages of a list, and lines of a watch.

A page is decoded at once.  Only when that fails is every object decoded alone, so that one
malformed object is left out and counted, and never takes the list down.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from installer.cluster.around import Around
from installer.cluster.objects import Part
from installer.cluster.rows import Kind, Row


class ListMeta(Part, frozen=True):
    """`metadata` of a list."""

    resource_version: str = ""
    continue_: str = msgspec.field(default="", name="continue")
    remaining_item_count: int | None = None


_NO_META = ListMeta()


class RawPage(Part, frozen=True):
    """A page whose objects have not been looked at."""

    metadata: ListMeta = _NO_META
    items: list[msgspec.Raw] | None = None


class WatchLine(Part, frozen=True):
    """A line of a watch: ADDED, MODIFIED, DELETED, BOOKMARK or ERROR, and the object."""

    type: str
    object: msgspec.Raw


class Status(Part, frozen=True):
    """The API's own words on what went wrong."""

    message: str = ""
    reason: str = ""
    code: int = 0


class Version(Part, frozen=True):
    """The only thing that a bookmark tells."""

    metadata: ListMeta = _NO_META


@dataclass(slots=True)
class Page:
    """What a page gave: objects, where the next page starts, and what could not be read."""

    objects: Sequence[Any]
    meta: ListMeta
    skipped: list[str] = field(default_factory=list)


class Decoder:
    """Decodes objects of one kind; belongs to one thread."""

    def __init__(self, kind: Kind) -> None:
        shape = kind.shape
        page = msgspec.defstruct(
            f"{shape.__name__}Page",
            [("metadata", ListMeta, _NO_META), ("items", list[shape] | None, None)],  # type: ignore[valid-type]
            bases=(Part,),
            frozen=True,
        )
        self._kind = kind
        self._page = msgspec.json.Decoder(page)
        self._raw_page = msgspec.json.Decoder(RawPage)
        self._object = msgspec.json.Decoder(shape)
        self._line = msgspec.json.Decoder(WatchLine)
        self._version = msgspec.json.Decoder(Version)

    def page(self, data: bytes) -> Page:
        """A page of a list; raises msgspec.DecodeError when it is no list at all."""
        try:
            page: Any = self._page.decode(data)
            return Page(page.items or (), page.metadata)
        except msgspec.DecodeError:
            raw = self._raw_page.decode(data)
        good, skipped = self.objects(raw.items or ())
        return Page(good, raw.metadata, skipped)

    def objects(self, raws: Iterable[bytes | msgspec.Raw]) -> tuple[list[Any], list[str]]:
        """Each object by itself; the second list says what could not be read, and why."""
        good: list[Any] = []
        skipped: list[str] = []
        for raw in raws:
            try:
                good.append(self._object.decode(raw))
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                skipped.append(f"{_name_in(raw)}: {error}")
        return good, skipped

    def line(self, data: bytes) -> WatchLine:
        """A line of a watch; raises msgspec.DecodeError."""
        return self._line.decode(data)

    def version(self, raw: msgspec.Raw) -> str:
        """The resource version that a bookmark tells; empty when it is malformed."""
        try:
            return self._version.decode(raw).metadata.resource_version
        except msgspec.DecodeError:
            return ""

    def rows(self, objects: Iterable[Any], around: Around) -> list[Row]:
        """The rows of objects."""
        make = self._kind.row
        return [make(found, around) for found in objects]


def _name_in(raw: bytes | msgspec.Raw) -> str:
    """The name of an object that could not be read as what it should be."""
    try:
        named = msgspec.json.decode(raw, type=_OnlyName)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return "?"
    return f"{named.metadata.namespace}/{named.metadata.name}".strip("/")


class _Name(Part, frozen=True):
    name: str = ""
    namespace: str = ""


class _OnlyName(Part, frozen=True):
    metadata: _Name
