"""How to begin: anew, from a file, with what was interrupted, or on a simulated PC."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.engine_words import said
from gui.texts import tr
from gui.viewmodels.failure import Failure, explain
from gui.viewmodels.flow import Start
from gui.viewmodels.setup import Setup
from installer.api import ClusterStatus, cluster_status, simulated_pcs

if TYPE_CHECKING:
    from gui.viewmodels.answers import AnswerFile

_UNFINISHED = ("interrupted", "removing")


class WelcomeModel(QObject):
    """The choice of a start; `changed` tells of what was found or read."""

    changed = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        self.start = Start.NEW
        self.unfinished: tuple[ClusterStatus, ...] = ()
        self.cluster = ""
        self.file: AnswerFile | None = None
        self.failure: Failure | None = None
        self._own_pc = setup.simulate
        self.demo_pc = setup.simulate or "happy-shop"
        if setup.options.answers is not None:
            self.start = Start.FILE
            self.read(setup.options.answers)

    def enter(self) -> None:
        """The page is shown: look for what was interrupted."""
        self._setup.work.start(self._find(), "find clusters", failed=self._failed)

    async def _find(self) -> None:
        session = self._setup.session
        names = session.store.names()
        found = [await cluster_status(session, name) for name in names]
        self.unfinished = tuple(status for status in found if status.state in _UNFINISHED)
        if self.unfinished and self.cluster not in {status.name for status in self.unfinished}:
            self.cluster = self.unfinished[0].name
            if self._setup.options.resume:
                self.start = Start.CONTINUE
        if not self.unfinished and self.start is Start.CONTINUE:
            self.start = Start.NEW
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.failure = explain(error)
        self.changed.emit()

    @property
    def starts(self) -> tuple[Start, ...]:
        """The ways to begin that there are."""
        ways = [Start.NEW, Start.FILE]
        if self.unfinished:
            ways.insert(0, Start.CONTINUE)
        if not self._own_pc:
            ways.append(Start.DEMO)
        return tuple(ways)

    def choose(self, start: Start) -> None:
        """Take a way to begin."""
        if start is self.start:
            return
        self.start = start
        self._use_pc()
        if start is Start.FILE and self.file is not None and self.file.cluster is not None:
            self._setup.take_answers(self.file.cluster)
        elif self._setup.imported:
            self._setup.start_over()
        self.changed.emit()

    def forget(self) -> None:
        """Begin anew, as if nothing had been chosen or read."""
        self.start, self.file, self.failure = Start.NEW, None, None
        self._use_pc()

    def choose_demo(self, name: str) -> None:
        """Take a simulated PC."""
        self.demo_pc = name
        self._use_pc()

    def choose_cluster(self, name: str) -> None:
        """Take one of several interrupted installations."""
        self.cluster = name
        self.changed.emit()

    def _use_pc(self) -> None:
        self._setup.use_pc(self.demo_pc if self.start is Start.DEMO else self._own_pc)

    @property
    def demo_pcs(self) -> tuple[tuple[str, str], ...]:
        """The simulated PCs: name, and one sentence about each."""
        return tuple((name, said(title)) for name, title in simulated_pcs())

    def read(self, path: Path) -> None:
        """Read an answer file and use it."""
        from gui.viewmodels.answers import read_answers  # noqa: PLC0415 - slow, hardly used

        self.file = read_answers(path)
        if self.file.cluster is not None:
            self._setup.take_answers(self.file.cluster)
        self.changed.emit()

    @property
    def hindrance(self) -> str:
        """Why one cannot go on; empty when one can."""
        if self.start is Start.FILE and (self.file is None or self.file.cluster is None):
            return tr("Choose an answer file to continue")
        if self.start is Start.CONTINUE and self.is_removing:
            return tr("Its removal has begun: undo it to the end")
        return ""

    @property
    def status(self) -> ClusterStatus | None:
        """The interrupted installation that is chosen."""
        return next((s for s in self.unfinished if s.name == self.cluster), None)

    @property
    def is_removing(self) -> bool:
        """Whether the chosen one can only be taken away."""
        return self.status is not None and self.status.state == "removing"

    def describe(self, status: ClusterStatus) -> str:
        """How far an interrupted installation came."""
        if status.state == "removing":
            return tr("{name}: its removal stopped half-way.", name=status.name)
        if status.unfinished_title:
            step = said(status.unfinished_title)
            return tr("{name}: stopped at this step: {step}.", name=status.name, step=step)
        return tr("{name}: stopped between two steps.", name=status.name)
