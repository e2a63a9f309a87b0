"""A cluster in memory behind the console's own interface: rows of the real kinds, made to order.

A test changes objects, states and permissions, and sees what was asked of the cluster.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from installer.api.console import (
    ArcState,
    Capacity,
    Certificate,
    DeedState,
    DeedWord,
    Detail,
    FeedState,
    FeedWord,
    Forward,
    Health,
    Kind,
    Line,
    LogBatch,
    LogTarget,
    Overview,
    Permission,
    Preview,
    Ref,
    Row,
    Shell,
    SupportFile,
    Usage,
    Versions,
)
from installer.cluster.around import Around
from installer.cluster.overview_model import AttentionItem
from installer.cluster.phrases import NOTHING
from installer.cluster.registry import all_kinds
from tests.helpers.console_feed import Ending, Feed, Listener
from tests.helpers.console_objects import NOW, Object, shop


class World:
    """`asked` has what was done, `refused` what may not be done, `states` what is not live."""

    title = "shop-114"
    read_only = False

    def __init__(self, objects: Mapping[str, list[Object]] | None = None) -> None:
        self.kinds = all_kinds()
        self.rows: dict[str, dict[str, Row]] = {kind: {} for kind in self.kinds}
        self.objects: dict[str, Object] = {}
        self.states: dict[str, FeedState] = {}
        self.refused: dict[str, str] = {}
        self.asked: list[tuple[Any, ...]] = []
        self.feeds: list[Feed] = []
        self.usage_now = Usage("absent", NOW, "No figures here.")
        self.log_listener: Callable[[LogBatch], None] | None = None
        self.certificates_now: tuple[Certificate, ...] = ()
        self.arc_now = ArcState("not connected", NOTHING)
        self.versions_now = Versions("v1.34.4", (), ())
        self.previews: tuple[Preview, ...] = ()
        self.error: Exception | None = None
        self._overview: list[Callable[[Overview], None]] = []
        for kind, listed in (shop() if objects is None else objects).items():
            for one in listed:
                self.keep(kind, one)

    def keep(self, kind: str, one: Object) -> Row:
        """Take an object in without telling anybody."""
        row = row_of(self.kinds[kind], one)
        self.rows[kind][row.uid] = row
        self.objects[row.uid] = one
        return row

    def put(self, kind: str, *objects: Object) -> None:
        """Add or change objects and tell it."""
        rows = [self.keep(kind, one) for one in objects]
        for feed in self.feeds:
            if feed.kind == kind:
                feed.send(changed=rows)
        self.tell_overview()

    def drop(self, kind: str, *uids: str) -> None:
        """Remove objects and tell it."""
        for uid in uids:
            self.rows[kind].pop(uid, None)
        for feed in self.feeds:
            if feed.kind == kind:
                feed.send(removed=uids)
        self.tell_overview()

    def turn(self, kind: str, word: FeedWord, text: str = "", details: str = "") -> None:
        """The connection of a list is another."""
        self.states[kind] = FeedState(word, NOW - 40, text, details)
        for feed in self.feeds:
            if feed.kind == kind:
                feed.send()

    def tell_overview(self) -> None:
        """Tell the first page anew."""
        for listener in self._overview:
            listener(self.overview())

    def overview(self) -> Overview:
        """The first page of what is there."""
        items: list[AttentionItem] = []
        counts: dict[str, tuple[int, int]] = {}
        for kind in ("nodes", "pods", "deployments", "claims"):
            rows = self.rows[kind].values()
            bad = [row for row in rows if row.attention]
            counts[kind] = (len(rows), len(bad))
            for row in bad:
                ref = Ref(self.kinds[kind].word, row.namespace, row.name, row.uid)
                word = self.word(kind, row)
                items.append(AttentionItem(len(items), kind, (ref,), word, row.say))
        health = Health.ATTENTION if items else Health.HEALTHY
        cpu, memory = Capacity(8.0, 0.7, 2.0, None), Capacity(16 * 2.0**30, 2.0**31, 2.0**32, None)
        pods = Capacity(220.0, float(len(self.rows["pods"])), 0.0, None)
        return Overview(health, NOTHING, tuple(items), counts, cpu, memory, pods, {})

    def word(self, kind: str, row: Row) -> str:
        """kubectl's word of a row."""
        names = [column.name for column in self.kinds[kind].columns]
        place = names.index("STATUS") if "STATUS" in names else 0
        return self.kinds[kind].text(row, place, NOW)

    # What the console asks --------------------------------------------------------------------

    def follow(self, kind: str, listener: Listener, *, namespace: str = "") -> Feed:
        """See `Watched.follow`."""
        del namespace
        feed = Feed(self, kind, listener)
        self.feeds.append(feed)
        feed.send(added=feed.rows if feed.state.word is not FeedWord.DENIED else ())
        return feed

    def follow_overview(self, listener: Callable[[Overview], None]) -> Ending:
        """See `Watched.follow_overview`."""
        self._overview.append(listener)
        listener(self.overview())
        return Ending()

    async def detail(self, ref: Ref) -> Detail:
        """See `Watched.detail`."""
        if self.error is not None:
            raise self.error
        row = next(r for rows in self.rows.values() for r in rows.values() if r.uid == ref.uid)
        text = msgspec.yaml.encode(self.objects[ref.uid]).decode()
        lines = (Line("Namespace", row.namespace), Line("Name", row.name))
        return Detail(ref, row, (), lines, (), (), text, text, self.objects[ref.uid])

    async def usage(self) -> Usage:
        """See `Watched.usage`."""
        return self.usage_now

    async def certificates(self) -> tuple[Certificate, ...]:
        """See `Watched.certificates`."""
        return self.certificates_now

    async def arc(self) -> ArcState:
        """See `Watched.arc`."""
        return self.arc_now

    async def versions(self) -> Versions:
        """See `Watched.versions`."""
        return self.versions_now

    async def write_support(
        self, path: Path, progress: Callable[[str], None] | None = None
    ) -> SupportFile:
        """See `Watched.write_support`."""
        del progress
        path.write_bytes(b"PK")
        return SupportFile(str(path), 2, ())

    async def allowed(
        self, verb: str, kind: str, *, namespace: str = "", name: str = "", subresource: str = ""
    ) -> Permission:
        """See `Watched.allowed`."""
        del namespace, name, subresource
        reason = self.refused.get(f"{verb} {kind}", "")
        return Permission(not reason, reason)

    def close(self) -> None:
        """See `Watched.close`."""
        self.asked.append(("close",))

    def logs(
        self,
        targets: Sequence[LogTarget],
        listener: Callable[[LogBatch], None],
        *,
        follow: bool = True,
        previous: bool = False,
        tail: int = 1000,
    ) -> Ending:
        """See `Live.logs`."""
        self.asked.append(("logs", tuple(targets), follow, previous, tail))
        self.log_listener = listener
        return Ending()

    def shell(self, *_: Any, **__: Any) -> Shell:
        """See `Live.shell`."""
        raise NotImplementedError

    async def forward(self, namespace: str, pod: str, port: int, *, local_port: int = 0) -> Forward:
        """See `Live.forward`."""
        raise NotImplementedError

    def forwards(self) -> tuple[Forward, ...]:
        """See `Live.forwards`."""
        return ()

    async def delete(self, ref: Ref, *, grace: int | None = None) -> None:
        """See `Changing.delete`."""
        del grace
        await self._do("delete", ref)
        self.drop(next(k for k, rows in self.rows.items() if ref.uid in rows), ref.uid)

    async def scale(self, ref: Ref, replicas: int) -> None:
        """See `Changing.scale`."""
        await self._do("scale", ref, replicas)

    async def restart(self, ref: Ref) -> None:
        """See `Changing.restart`."""
        await self._do("restart", ref)

    async def cordon(self, node: str, *, closed: bool) -> None:
        """See `Changing.cordon`."""
        await self._do("cordon", node, closed)

    async def drain(
        self, node: str, listener: Callable[[DeedState], None], **given: Any
    ) -> DeedState:
        """See `Changing.drain`."""
        await self._do("drain", node, given)
        listener(DeedState(DeedWord.WORKING, "Moving pods"))
        return DeedState(DeedWord.DONE, "All pods have moved")

    async def expand(
        self, ref: Ref, size: str, listener: Callable[[DeedState], None], *, timeout: float = 600
    ) -> DeedState:
        """See `Changing.expand`."""
        del timeout
        await self._do("expand", ref, size)
        listener(DeedState(DeedWord.WORKING, "Growing"))
        return DeedState(DeedWord.DONE, "It is larger")

    async def preview(self, text: str, *, force: bool = False) -> tuple[Preview, ...]:
        """See `Changing.preview`."""
        await self._do("preview", text, force)
        return self.previews

    async def apply(self, text: str, *, force: bool = False) -> tuple[Ref, ...]:
        """See `Changing.apply`."""
        await self._do("apply", text, force)
        return tuple(preview.ref for preview in self.previews)

    async def _do(self, *words: Any) -> None:
        self.asked.append(words)
        if self.error is not None:
            raise self.error


def row_of(kind: Kind, one: Object) -> Row:
    """The row of an object, as the engine makes it."""
    shaped = msgspec.convert(one, kind.shape)
    return kind.row(shaped, Around.at(NOW))
