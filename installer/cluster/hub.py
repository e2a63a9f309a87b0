"""Holds what is followed: one feed for each kind and namespace, however many pages look at it.

All of it lives on one loop.  A feed starts with its first follower; when nobody has looked for a
while it ends, and its rows go with it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor

from installer.cluster.around import Around
from installer.cluster.connection import Connection
from installer.cluster.feed import Feed
from installer.cluster.followed import FollowedList, Follower, Listener
from installer.cluster.inbox import Inbox
from installer.cluster.lister import Lister
from installer.cluster.registry import all_kinds
from installer.cluster.rows import Kind


class Hub:
    """All lists of one cluster that somebody follows."""

    def __init__(
        self,
        connection: Connection,
        around: Callable[[Kind], Around],
        now: Callable[[], float],
        pool: Executor,
    ) -> None:
        self._connection = connection
        self._around = around
        self._now = now
        self._pool = pool
        self._lists: dict[tuple[str, str], FollowedList] = {}

    def follow(self, name: str, listener: Listener, namespace: str = "") -> Follower:
        """Follow a kind; raises KeyError when there is no kind of that name."""
        kind = all_kinds()[name]
        key = (name, namespace if kind.namespaced else "")
        found = self._lists.get(key)
        if found is None:

            def make_feed(inbox: Inbox, known: set[str]) -> Feed:
                return Feed(
                    Lister(self._connection, kind, key[1]),
                    inbox,
                    around=lambda: self._around(kind),
                    now=self._now,
                    renew=self._connection.forget_credentials,
                    known=known,
                )

            found = FollowedList(kind, make_feed, self._now, self._pool)
            found.when_ended(lambda: self._lists.pop(key, None))
            self._lists[key] = found
        return found.join(listener)

    def close(self) -> None:
        """End all feeds, without waiting for their threads."""
        for found in list(self._lists.values()):
            found.close()
        self._lists.clear()
