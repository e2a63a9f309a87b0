"""One list that is followed: its rows, its feed, and everybody who looks at it.

Followers that pause miss nothing: when they look again, one delta tells the difference.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Executor

from installer.cluster.feed import Feed
from installer.cluster.inbox import Inbox, Taken
from installer.cluster.rows import Kind, Row
from installer.cluster.states import Delta, FeedState, FeedWord

Listener = Callable[[Delta], None]
_LINGER_SECONDS = 30.0
_JUDGE_SECONDS = 30.0


class FollowedList:
    """The rows of one feed; lives on one loop."""

    def __init__(
        self,
        kind: Kind,
        make_feed: Callable[[Inbox, set[str]], Feed],
        now: Callable[[], float],
        pool: Executor,
    ) -> None:
        self.kind = kind
        self.rows: dict[str, Row] = {}
        self.state = FeedState(FeedWord.LOADING, now())
        self._make_feed = make_feed
        self._pool = pool
        self._loop = asyncio.get_running_loop()
        self._inbox = Inbox(self._loop, self._taken)
        self._followers: list[Follower] = []
        self._forget: Callable[[], object] = bool
        self._ending: asyncio.TimerHandle | None = None
        self._feed: Feed | None = None
        self._judging = self._loop.call_later(_JUDGE_SECONDS, self._judge)

    def when_ended(self, forget: Callable[[], object]) -> None:
        """Call it when nobody follows any more."""
        self._forget = forget

    def join(self, listener: Listener) -> Follower:
        """One more looks; what is known is told at once."""
        follower = Follower(self, listener)
        self._followers.append(follower)
        self.looked_at()
        if self.rows or self.state.word is not FeedWord.LOADING:
            self._loop.call_soon(follower.catch_up)
        return follower

    def leave(self, follower: Follower) -> None:
        """One looks no more."""
        if follower in self._followers:
            self._followers.remove(follower)
            self.looked_at()

    def looked_at(self) -> None:
        """Somebody came, went, paused or resumed: keep the feed, or end it after a while."""
        if any(not follower.paused for follower in self._followers):
            if self._ending is not None:
                self._ending.cancel()
                self._ending = None
            if self._feed is None:
                self._feed = self._make_feed(self._inbox, set(self.rows))
                self._feed.start()
        elif self._ending is None:
            self._ending = self._loop.call_later(_LINGER_SECONDS, self._nobody_looks)

    def close(self) -> None:
        """End it for everybody."""
        self._judging.cancel()
        if self._ending is not None:
            self._ending.cancel()
        self._inbox.close()
        self._end_feed()
        self._followers.clear()

    def _nobody_looks(self) -> None:
        self._ending = None
        self._end_feed()
        if not self._followers:
            self.close()
            self._forget()

    def _end_feed(self) -> None:
        if self._feed is not None:
            self._feed.stop()
            self._feed = None

    def _judge(self) -> None:
        """Some judgements change with time alone; made in the pool, as they may ask the cluster."""
        self._judging = self._loop.call_later(_JUDGE_SECONDS, self._judge)
        if self._feed is not None and self.state.word is FeedWord.LIVE:
            self._loop.run_in_executor(self._pool, self._feed.judge_again)

    def _taken(self, taken: Taken) -> None:
        changes, state = taken
        if state is not None:
            self.state = state
            if state.word in (FeedWord.DENIED, FeedWord.ABSENT):
                changes |= dict.fromkeys(self.rows)
        added, changed, removed = difference(self.rows, changes)
        for row in (*added, *changed):
            self.rows[row.uid] = row
        for uid in removed:
            del self.rows[uid]
        if added or changed or removed or state is not None:
            delta = Delta(self.kind.name, added, changed, removed, self.state)
            for follower in tuple(self._followers):
                follower.tell(delta)


class Follower:
    """Somebody who looks at a list (the `Following` of the contract)."""

    def __init__(self, followed: FollowedList, listener: Listener) -> None:
        self._list = followed
        self._listener: Listener | None = listener
        # What was told so far, kept only while it differs from the list: before the first
        # delta, and while paused.
        self._seen: dict[str, Row] | None = {} if followed.rows else None
        self.paused = False

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows known now."""
        return tuple(self._list.rows.values())

    @property
    def state(self) -> FeedState:
        """How fresh they are."""
        return self._list.state

    def pause(self) -> None:
        """Nobody looks."""
        if not self.paused:
            self.paused = True
            if self._seen is None:
                self._seen = dict(self._list.rows)
            self._list.looked_at()

    def resume(self) -> None:
        """Somebody looks again."""
        if self.paused:
            self.paused = False
            self._list.looked_at()
            self.catch_up()

    def close(self) -> None:
        """Nothing is told any more."""
        self._listener = None
        self._list.leave(self)

    def tell(self, delta: Delta) -> None:
        """Pass a delta on, unless nobody looks."""
        if self._listener is not None and not self.paused and self._seen is None:
            self._listener(delta)

    def catch_up(self) -> None:
        """Tell everything that happened since the last delta."""
        if self._listener is None or self.paused:
            return
        seen, self._seen = self._seen or {}, None
        now: dict[str, Row | None] = dict(self._list.rows)
        now |= dict.fromkeys(uid for uid in seen if uid not in self._list.rows)
        self._listener(Delta(self._list.kind.name, *difference(seen, now), self._list.state))


def difference(
    before: Mapping[str, Row], changes: Mapping[str, Row | None]
) -> tuple[tuple[Row, ...], tuple[Row, ...], tuple[str, ...]]:
    """Which changes are new, which alter a row, and which take one away."""
    added: list[Row] = []
    changed: list[Row] = []
    removed: list[str] = []
    for uid, row in changes.items():
        old = before.get(uid)
        if row is None:
            if old is not None:
                removed.append(uid)
        elif old is None:
            added.append(row)
        elif old is not row and (old.version != row.version or old != row):
            changed.append(row)
    return tuple(added), tuple(changed), tuple(removed)
