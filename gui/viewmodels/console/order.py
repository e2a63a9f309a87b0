"""The rows of a table in their order: a sorted list of keys, so that a change costs little.

Qt's own sorting proxy asks Python for every comparison; with 50,000 rows that stops the window.
Here Python sorts tuples once, and finds the place of a changed row by halving.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

Entry = tuple[Any, str]
# From so many on sorting all of a large table is cheaper than moving each entry.
_MANY = 2000


class Order:
    """Names (`uid`) by their keys; rows count from 0 in the direction that is shown."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._keys: dict[str, Any] = {}
        self.descending = False

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, uid: str) -> bool:
        return uid in self._keys

    def fill(self, entries: Iterable[Entry]) -> None:
        """Take other rows, all at once."""
        self._entries = sorted(entries)
        self._keys = {uid: key for key, uid in self._entries}

    def uid(self, row: int) -> str:
        """The name at a row; raises IndexError outside."""
        return self._entries[self._turned(row)][1]

    def uids(self) -> list[str]:
        """All names as they are shown."""
        found = [uid for _, uid in self._entries]
        return found[::-1] if self.descending else found

    def row(self, uid: str) -> int:
        """Where a name is; -1 where it is not."""
        if uid not in self._keys:
            return -1
        return self._turned(bisect_left(self._entries, (self._keys[uid], uid)))

    def holds(self, uid: str, key: Any) -> bool:
        """Whether a name is here, and with this key."""
        return uid in self._keys and bool(self._keys[uid] == key)

    def place_for(self, uid: str, key: Any) -> int:
        """The row that a new name will get."""
        place = bisect_left(self._entries, (key, uid))
        return len(self._entries) - place if self.descending else place

    def insert(self, uid: str, key: Any) -> None:
        """Add a name."""
        entry = (key, uid)
        self._entries.insert(bisect_left(self._entries, entry), entry)
        self._keys[uid] = key

    def remove(self, uid: str) -> None:
        """Take a name out."""
        del self._entries[bisect_left(self._entries, (self._keys[uid], uid))]
        del self._keys[uid]

    def rekey(self, changes: Sequence[Entry]) -> None:
        """Give several names other keys: each is moved alone unless they are very many."""
        if len(changes) < _MANY:
            for key, uid in changes:
                self.remove(uid)
                self.insert(uid, key)
            return
        for key, uid in changes:
            self._keys[uid] = key
        self._entries = sorted((self._keys[uid], uid) for _, uid in self._entries)

    def _turned(self, row: int) -> int:
        return len(self._entries) - 1 - row if self.descending else row
