"""A list that somebody follows: deltas come when a test pushes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from installer.api.console import Delta, FeedState, FeedWord, Row
from tests.helpers.console_objects import NOW

LIVE = FeedState(FeedWord.LIVE, NOW)
Listener = Callable[[Delta], None]


class Rows(Protocol):
    """Where the rows and states of all kinds are."""

    rows: dict[str, dict[str, Row]]
    states: dict[str, FeedState]


class Feed:
    """A list that somebody follows; deltas come when the test pushes them."""

    def __init__(self, world: Rows, kind: str, listener: Listener) -> None:
        self.world, self.kind, self.listener = world, kind, listener
        self.paused = self.closed = False

    @property
    def rows(self) -> Sequence[Row]:
        """All rows."""
        return list(self.world.rows[self.kind].values())

    @property
    def state(self) -> FeedState:
        """How fresh they are."""
        return self.world.states.get(self.kind, LIVE)

    def pause(self) -> None:
        """Nobody looks."""
        self.paused = True

    def resume(self) -> None:
        """Somebody looks again."""
        if self.paused:
            self.paused = False
            self.send(changed=self.rows)

    def close(self) -> None:
        """The end."""
        self.closed = True

    def send(
        self,
        *,
        added: Iterable[Row] = (),
        changed: Iterable[Row] = (),
        removed: Iterable[str] = (),
    ) -> None:
        """Tell a delta, unless nobody listens."""
        if not self.paused and not self.closed:
            delta = Delta(self.kind, tuple(added), tuple(changed), tuple(removed), self.state)
            self.listener(delta)


class Ending:
    """Something that can be closed."""

    def __init__(self) -> None:
        self.closed = False

    def close(self) -> None:
        """The end."""
        self.closed = True
