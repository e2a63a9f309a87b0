"""Does what the buttons of an object say: a short deed ends in a notice, a long one is told."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from gui.texts import tr
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.failure import Failure, explain
from gui.viewmodels.work import Work
from installer.api.console import Console, DeedState, DeedWord, Kind, Ref, Row


def ref_of(kind: Kind, row: Row) -> Ref:
    """The name of a row's object."""
    return Ref(kind.word, row.namespace, row.name, row.uid)


class Deeds:
    """The short ones."""

    def __init__(self, model: ConsoleModel) -> None:
        self._model = model

    def delete(self, kind: Kind, rows: tuple[Row, ...]) -> None:
        """Delete objects after the time to take it back."""
        console = self._model.console
        if console is not None:
            self._model.removals.ask(console, [ref_of(kind, row) for row in rows])

    def restart(self, ref: Ref) -> None:
        """Replace its pods one after the other."""
        console = self._model.console
        if console is not None:
            done = tr("{name} replaces its pods one after the other", name=ref.name)
            self._do(console.restart(ref), done, tr("Could not restart {name}", name=ref.name))

    def scale(self, ref: Ref, replicas: int) -> None:
        """Want another number of pods."""
        console = self._model.console
        if console is not None:
            done = tr("{name} now wants {count} pods", name=ref.name, count=replicas)
            failed = tr("Could not scale {name}", name=ref.name)
            self._do(console.scale(ref, replicas), done, failed)

    def cordon(self, node: str, *, closed: bool) -> None:
        """Close a node for new pods, or open it."""
        console = self._model.console
        if console is not None:
            words = (
                tr("{name} takes no new pods", name=node)
                if closed
                else tr("{name} takes new pods again", name=node)
            )
            failed = tr("Could not change {name}", name=node)
            self._do(console.cordon(node, closed=closed), words, failed)

    def _do(self, body: Coroutine[Any, Any, None], done: str, failed: str) -> None:
        notices = self._model.notices

        async def run() -> None:
            await body
            notices.tell(done)

        self._model.work.start(run(), done, failed=lambda error: notices.fail(failed, error))


class LongDeed(QObject):
    """A drain or a growth: its account as it stands; `changed` tells each new one."""

    changed = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.state: DeedState | None = None
        self.failure: Failure | None = None
        self._stop: Callable[[], bool] | None = None

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self._stop is not None

    @property
    def done(self) -> bool:
        """Whether it came to its good end."""
        return self.state is not None and self.state.word is DeedWord.DONE and not self.running

    def drain(self, console: Console, node: str, *, delete_local: bool, force: bool) -> None:
        """Move all pods off a node."""
        self._start(
            console.drain(node, self._hear, delete_local_data=delete_local, force=force),
            f"drain {node}",
        )

    def expand(self, console: Console, ref: Ref, size: str) -> None:
        """Make a claim larger."""
        self._start(console.expand(ref, size, self._hear), f"expand {ref.name}")

    def stop(self) -> None:
        """Wait no longer; what was done stays."""
        if self._stop is not None:
            self._stop()

    def _start(self, body: Coroutine[Any, Any, DeedState], name: str) -> None:
        self.state, self.failure = None, None

        async def run() -> None:
            try:
                self.state = await body
            finally:
                self._stop = None
                self.changed.emit()

        self._stop = self._work.start(run(), name, failed=self._failed).cancel
        self.changed.emit()

    def _hear(self, state: DeedState) -> None:
        self.state = state
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.failure = explain(error)
        self.changed.emit()
