"""Logs of containers: which are read, how they are shown, and what is kept to save."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, QObject, Signal

from gui.texts import tr
from installer.api import write_private
from installer.api.console import Console, LogBatch, LogLine, LogTarget, Stoppable

# As many lines as are kept and shown; the oldest go first.
MOST_LINES = 100_000
_TAIL = 1000


class LogsModel(QObject):
    """`cleared`: begin anew; `arrived`: more lines; `changed`: what is said about them."""

    cleared = Signal()
    arrived = Signal(list)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.targets: tuple[LogTarget, ...] = ()
        self.lines: deque[LogLine] = deque(maxlen=MOST_LINES)
        self.follow, self.previous, self.times = True, False, False
        self.dropped = 0
        self.ended: dict[LogTarget, str] = {}
        self._console: Console | None = None
        self._reading: Stoppable | None = None

    def read(self, console: Console, targets: Sequence[LogTarget]) -> None:
        """Read these logs; those that are read already go on."""
        if console is self._console and tuple(targets) == self.targets and self._reading:
            return
        self._console, self.targets = console, tuple(targets)
        self._begin()

    def set_follow(self, *, on: bool) -> None:
        """Go on reading what comes, or stay as it is."""
        if on != self.follow:
            self.follow = on
            self._begin()

    def set_previous(self, *, on: bool) -> None:
        """Show what the container wrote before it was restarted."""
        if on != self.previous:
            self.previous = on
            self._begin()

    def set_times(self, *, on: bool) -> None:
        """Put the time before each line."""
        self.times = on
        self.cleared.emit()
        self.arrived.emit(list(self.lines))

    def stop(self) -> None:
        """Read no more."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    @property
    def words(self) -> str:
        """What is to be said below the lines."""
        said = []
        if self.dropped:
            said.append(tr("{count} lines came too fast and are left out", count=self.dropped))
        ends = {reason for reason in self.ended.values() if reason}
        said += sorted(ends)
        if not said and len(self.ended) == len(self.targets) and self.targets:
            said.append(tr("The log has ended"))
        return ". ".join(said)

    def text_of(self, line: LogLine) -> str:
        """A line as it is shown."""
        parts = []
        if self.times and line.at is not None:
            moment = QDateTime.fromMSecsSinceEpoch(int(line.at * 1000))
            parts.append(moment.toString("yyyy-MM-dd HH:mm:ss.zzz"))
        if len(self.targets) > 1:
            where = line.target
            parts.append(f"{where.pod}/{where.container}" if where.container else where.pod)
        return "  ".join([*parts, line.text])

    def save(self, path: Path) -> None:
        """Write all lines that are kept; raises OSError."""
        text = "\n".join(self.text_of(line) for line in self.lines)
        write_private(path, f"{text}\n".encode())

    def _begin(self) -> None:
        self.stop()
        self.lines.clear()
        self.dropped = 0
        self.ended.clear()
        self.cleared.emit()
        if self._console is not None and self.targets:
            self._reading = self._console.logs(
                self.targets, self._hear, follow=self.follow, previous=self.previous, tail=_TAIL
            )
        self.changed.emit()

    def _hear(self, batch: LogBatch) -> None:
        self.lines.extend(batch.lines)
        self.dropped += batch.dropped
        self.ended |= dict(batch.ended)
        if batch.lines:
            self.arrived.emit(list(batch.lines))
        self.changed.emit()
