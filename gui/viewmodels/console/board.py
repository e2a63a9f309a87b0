"""What is asked for as a whole and now and then: versions, certificates, Azure Arc."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.failure import Failure, explain
from installer.api.console import Watched

T = TypeVar("T")
_AGAIN_MS = 60_000


class Board(QObject, Generic[T]):
    """`value` is None until it was read; a failure keeps the last value."""

    changed = Signal()

    def __init__(
        self, console: ConsoleModel, ask: Callable[[Watched], Coroutine[Any, Any, T]], name: str
    ) -> None:
        super().__init__()
        self._console, self._ask, self._name = console, ask, name
        self.value: T | None = None
        self.failure: Failure | None = None
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.read)

    def enter(self) -> None:
        """Somebody looks: read, and read again each minute."""
        self._again.start()
        self.read()

    def leave(self) -> None:
        """Nobody looks."""
        self._again.stop()

    def read(self) -> None:
        """Read now."""
        cluster = self._console.cluster
        if cluster is not None:
            self._console.work.start(self._read(cluster), self._name, failed=self._failed)

    async def _read(self, cluster: Watched) -> None:
        value = await self._ask(cluster)
        if cluster is self._console.cluster:
            self.value, self.failure = value, None
            self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.failure = explain(error)
        self.changed.emit()
