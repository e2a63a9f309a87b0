"""A saved file with the interface of a cluster: everything to look at, nothing to change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from installer.cluster.deeds import Permission
from installer.cluster.detail import Detail
from installer.cluster.detailing import detail_of
from installer.cluster.metrics_model import Usage
from installer.cluster.overview import OVERVIEW_KINDS, overview_of
from installer.cluster.overview_model import (
    ArcState,
    Certificate,
    Overview,
    SupportFile,
    Versions,
)
from installer.cluster.phrases import Phrase
from installer.cluster.registry import find_kind
from installer.cluster.rows import Ref, Row
from installer.cluster.saved import Saved
from installer.cluster.states import Delta, FeedState, FeedWord
from installer.cluster.versions import versions_of
from installer.errors import ClusterRefused, UsageError

_READ_ONLY = "A saved file can only be looked at."


class SavedFollowing:
    """Rows that never change (the `Following` of the contract)."""

    def __init__(
        self, kind: str, rows: tuple[Row, ...], state: FeedState, listener: Callable[[Delta], None]
    ) -> None:
        self.rows = rows
        self.state = state
        delta = Delta(kind, rows, (), (), state)
        self._telling = asyncio.get_running_loop().call_soon(listener, delta)

    def pause(self) -> None:
        """Nothing would come anyway."""

    def resume(self) -> None:
        """Nothing has changed."""

    def close(self) -> None:
        """Tell nothing any more."""
        self._telling.cancel()


class _OverviewOnce:
    """The first page, told once."""

    def __init__(self, overview: Overview, listener: Callable[[Overview], None]) -> None:
        self._telling = asyncio.get_running_loop().call_soon(listener, overview)

    def close(self) -> None:
        """Tell nothing any more."""
        self._telling.cancel()


class SavedConsole:
    """The `Watched` of the contract for a file."""

    read_only = True

    def __init__(self, saved: Saved, title: str) -> None:
        self.title = title
        self._saved = saved
        skipped = len(saved.skipped)
        text = f"{skipped} objects could not be read and are left out." if skipped else ""
        details = "\n".join(saved.skipped[:5])
        self._state = FeedState(FeedWord.SAVED, saved.around.as_of, text, details, skipped=skipped)

    def follow(
        self, kind: str, listener: Callable[[Delta], None], *, namespace: str = ""
    ) -> SavedFollowing:
        rows = self._saved.rows.get(kind, ())
        if namespace:
            rows = tuple(row for row in rows if row.namespace in ("", namespace))
        return SavedFollowing(kind, rows, self._state, listener)

    def follow_overview(self, listener: Callable[[Overview], None]) -> _OverviewOnce:
        rows = {name: self._saved.rows.get(name, ()) for name in OVERVIEW_KINDS}
        states = dict.fromkeys(OVERVIEW_KINDS, self._state)
        return _OverviewOnce(overview_of(rows, states, None), listener)

    async def detail(self, ref: Ref) -> Detail:
        kind = find_kind(ref.kind)
        if kind is None:
            raise UsageError(f"{ref.kind} is not a kind that can be shown in detail.")
        for row, raw in self._saved.pairs(kind.name):
            if (row.namespace, row.name) == (ref.namespace, ref.name):
                return detail_of(raw, kind, self._saved.around, ())
        raise ClusterRefused("The file does not have it.")

    async def usage(self) -> Usage:
        why = "A saved file has no figures of use."
        return Usage("absent", self._saved.around.as_of, why)

    async def certificates(self) -> tuple[Certificate, ...]:
        return ()

    async def arc(self) -> ArcState:
        return ArcState("unknown", Phrase("A saved file does not tell the state of Azure Arc."))

    async def versions(self) -> Versions:
        return versions_of("", self._saved.rows.get("nodes", ()))

    async def write_support(
        self, path: Path, progress: Callable[[str], None] | None = None
    ) -> SupportFile:
        raise UsageError(_READ_ONLY)

    async def allowed(
        self, verb: str, kind: str, *, namespace: str = "", name: str = "", subresource: str = ""
    ) -> Permission:
        return Permission(verb in ("get", "list", "watch") and not subresource, _READ_ONLY)

    def close(self) -> None:
        """There is nothing to let go of."""
