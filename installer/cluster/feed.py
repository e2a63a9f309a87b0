"""Keeps the rows of one kind as the cluster has them: LIST, then WATCH, for ever.

    LIST (pages) -> LISTED -> WATCH with bookmarks -> the stream ends -> WATCH from where it was
         ^                                         -> 410 Gone ------------------------------.
         '------------------------------------------------------------------------------------'

Any failure is told as a state, waited out and tried again; rows stay as they were meanwhile.  It
runs in a thread of its own: decoding 50,000 objects takes seconds that no window has.
"""

from __future__ import annotations

import contextlib
import threading
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec

from installer.cluster.around import Around
from installer.cluster.backoff import Backoff
from installer.cluster.feed_states import Teller
from installer.cluster.feed_troubles import Trouble, told_by, trouble_of
from installer.cluster.inbox import Inbox
from installer.cluster.lister import Lister, lines
from installer.cluster.rows import Row
from installer.cluster.states import FeedWord
from installer.errors import EdgewrightError

if TYPE_CHECKING:
    import urllib3

# A bound for what is kept to be judged again; beyond it, judgements may be some time old.
_MOST_UNSETTLED = 5000
_FAULT_SECONDS = 15.0


class Feed:
    """One kind in one namespace (or all).

    `around` is asked in the thread before each list, `renew` called when the credentials may be
    old, `known` are UIDs of rows from before, which go when they are not listed any more.
    """

    def __init__(
        self,
        lister: Lister,
        inbox: Inbox,
        *,
        around: Callable[[], Around],
        now: Callable[[], float],
        renew: Callable[[], None],
        known: set[str],
    ) -> None:
        self._lister = lister
        self._inbox = inbox
        self._ask_around = around
        self._now = now
        self._renew = renew
        self._around = Around.at(0.0)
        self._version = ""  # where the watch goes on; empty when it must be listed
        self._known = known
        self._unsettled: dict[str, Any] = {}
        self._teller = Teller(inbox, now)
        self._backoff = Backoff()
        self._stop = threading.Event()
        self._stream: urllib3.BaseHTTPResponse | None = None
        self._thread = threading.Thread(
            target=self._run, name=f"feed-{lister.kind.name}", daemon=True
        )

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End soon, without waiting for it."""
        self._stop.set()
        stream = self._stream
        if stream is not None:
            with contextlib.suppress(OSError, ValueError, RuntimeError):
                stream.shutdown()  # wakes the thread, which then closes it

    def join(self, seconds: float) -> None:
        """Wait for its end."""
        self._thread.join(seconds)

    def judge_again(self) -> None:
        """Make rows anew whose judgement depends on the time or on other objects; blocks."""
        if self._unsettled:
            try:
                self._around = self._ask_around()
            except EdgewrightError:
                return  # the watch meets the same trouble, and tells it
            self._inbox.put(self._lister.decoder.rows(list(self._unsettled.values()), self._around))

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                if not self._version:
                    self._list()
                self._watch()
            except (EdgewrightError, msgspec.DecodeError) as error:
                self._wait_out(trouble_of(error, self._lister.kind))
            except Exception as error:  # noqa: BLE001 - the border of a thread: a fault is shown
                text = "A fault of this program: this list is read anew."
                details = "".join(traceback.format_exception(error))
                self._version = ""
                self._wait_out(Trouble(FeedWord.ERROR, text, details, wait=_FAULT_SECONDS))

    def _wait_out(self, trouble: Trouble) -> None:
        """Tell the trouble, and wait until it may be over."""
        if self._stop.is_set():
            return
        if trouble.word is not None:
            self._teller.failed(trouble)
        if trouble.renew:
            self._renew()
        if trouble.word is None or not self._teller.live:
            self._version = ""
        self._stop.wait(trouble.wait or self._backoff.wait(trouble.details))

    def _list(self) -> None:
        self._around = self._ask_around()
        self._teller.loading(0)
        listed: set[str] = set()
        skipped: list[str] = []
        version = ""
        for page in self._lister.pages():
            rows = self._made(page.objects)
            listed.update([row.uid for row in rows])
            skipped += page.skipped
            version = page.meta.resource_version
            self._inbox.put(rows)
            self._teller.loading(len(listed))
            if self._stop.is_set():
                return
        gone, self._known = self._known - listed, listed
        for uid in gone:
            self._unsettled.pop(uid, None)
        self._inbox.put((), gone)
        self._version = version
        self._teller.skipped = skipped
        self._teller.heard()

    def _watch(self) -> None:
        """Follow until the server ends it."""
        if self._stop.is_set():
            return
        stream = self._stream = self._lister.open_watch(self._version)
        try:
            self._teller.heard()
            for batch in lines(stream):
                self._take(batch)
                self._backoff.reset()
                self._teller.heard()
                if self._stop.is_set():
                    break
        finally:
            self._stream = None
            stream.close()

    def _take(self, batch: Iterable[bytes]) -> None:
        decoder = self._lister.decoder
        changed: list[Any] = []
        gone: list[str] = []
        for data in batch:
            line = decoder.line(data)
            if line.type == "ERROR":
                raise told_by(line.object)
            if line.type != "BOOKMARK":
                good, bad = decoder.objects([line.object])
                self._teller.skipped += bad
                if line.type == "DELETED":
                    gone += [found.metadata.uid for found in good]
                else:
                    changed += good
            self._version = decoder.version(line.object) or self._version
        rows = self._made(changed)
        self._known.update([row.uid for row in rows])
        self._known.difference_update(gone)
        for uid in gone:
            self._unsettled.pop(uid, None)
        self._inbox.put(rows, gone)

    def _made(self, objects: Sequence[Any]) -> list[Row]:
        now = self._now()
        self._around = replace(self._around, now=now, as_of=now)
        rows = self._lister.decoder.rows(objects, self._around)
        settled = self._lister.kind.settled
        for found, row in zip(objects, rows, strict=True):
            if settled(found):
                self._unsettled.pop(row.uid, None)
            elif len(self._unsettled) < _MOST_UNSETTLED:
                self._unsettled[row.uid] = found
        return rows
