"""Asks for the figures of use, at once and then now and then, as long as a cluster is open."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from gui.viewmodels.console.surroundings import Surroundings
from gui.viewmodels.work import Work
from installer.api.console import Watched

_EVERY_MS = 15_000


class UsagePoll(QObject):
    """Puts the newest figures into the surroundings; `changed` tells that there are others."""

    changed = Signal()

    def __init__(self, work: Work, around: Surroundings) -> None:
        super().__init__()
        self._work, self._around = work, around
        self._cluster: Watched | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._ask)

    def start(self, cluster: Watched) -> None:
        """Begin with a cluster."""
        self._cluster = cluster
        self._timer.start()
        self._ask()

    def stop(self) -> None:
        """Ask no more, and forget the figures."""
        self._timer.stop()
        self._cluster, self._around.figures = None, None

    def _ask(self) -> None:
        if self._cluster is not None:
            self._work.start(self._read(self._cluster), "read usage")

    async def _read(self, cluster: Watched) -> None:
        figures = await cluster.usage()
        if cluster is self._cluster:
            self._around.figures = figures
            self.changed.emit()
