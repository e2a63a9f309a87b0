"""Reads lists once, for the command line and for support files; blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from installer.cluster.ask_around import AskAround
from installer.cluster.connection import Connection
from installer.cluster.decode import Decoder, RawPage
from installer.cluster.feed_troubles import trouble_of
from installer.cluster.lister import PAGE, Lister
from installer.cluster.rows import Kind, Row
from installer.cluster.states import FeedState, FeedWord
from installer.errors import ClusterRefused, EdgewrightError

_GONE = 410


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of one list, and what could not be read."""

    rows: tuple[Row, ...]
    skipped: tuple[str, ...]


def list_once(connection: Connection, kind: Kind, around: AskAround, namespace: str = "") -> Listed:
    """All rows; raises ClusterRefused, HostUnreachable, UsageError, msgspec.DecodeError."""
    known = around(kind)
    for again in (True, False):
        rows: list[Row] = []
        skipped: list[str] = []
        lister = Lister(connection, kind, namespace)
        try:
            for page in lister.pages():
                rows += lister.decoder.rows(page.objects, known)
                skipped += page.skipped
        except ClusterRefused as error:
            if error.status == _GONE and again:  # it grew too old between two pages
                continue
            raise
        return Listed(tuple(rows), tuple(skipped))
    raise AssertionError("the second round returns or raises")


def try_list(
    connection: Connection, kind: Kind, around: AskAround, now: float
) -> tuple[tuple[Row, ...] | None, FeedState]:
    """The rows, or None and the state that tells why not."""
    try:
        listed = list_once(connection, kind, around)
    except (EdgewrightError, msgspec.DecodeError) as error:
        trouble = trouble_of(error, kind)
        word = trouble.word or FeedWord.ERROR
        return None, FeedState(word, now, trouble.text, trouble.details)
    count = len(listed.skipped)
    return listed.rows, FeedState(FeedWord.LIVE, now, skipped=count)


def raw_objects(connection: Connection, kind: Kind) -> Iterator[bytes]:
    """The objects of a list as bytes; errors as of `list_once`."""
    following = ""
    while True:
        query: dict[str, str | int] = {"limit": PAGE}
        if kind.field_selector:
            query["fieldSelector"] = kind.field_selector
        if following:
            query["continue"] = following
        page = msgspec.json.decode(connection.get(kind.path(), query), type=RawPage)
        yield from (bytes(raw) for raw in page.items or ())
        following = page.metadata.continue_
        if not following:
            return


def rows_of(kind: Kind, raws: list[bytes], around: AskAround) -> tuple[Row, ...]:
    """The rows of objects that were read as bytes."""
    decoder = Decoder(kind)
    good, _ = decoder.objects(raws)
    return tuple(decoder.rows(good, around(kind)))
