"""The page Install: one run after another on one cluster, and what can be done when one stops."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from gui.engine_words import said
from gui.texts import duration_text, tr
from gui.viewmodels.failure import Failure, explain
from gui.viewmodels.install_words import Phase, lead_of, title_of
from gui.viewmodels.progress import Progress
from gui.viewmodels.setup import Setup
from installer.api import Cancelled, Event

_BUSY = (Phase.RUNNING, Phase.STOPPING, Phase.UNDOING)


class InstallModel(QObject):
    """Drives the session; `changed` tells of any event, `finished` that the cluster is ready."""

    changed = Signal()
    finished = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        self.phase = Phase.IDLE
        self.progress = Progress()
        self.failure: Failure | None = None
        self.cluster = ""
        self._again: Callable[[], None] = self.install
        self._end_watch: Callable[[], None] | None = None

    @property
    def busy(self) -> bool:
        """Whether the PC is being changed right now."""
        return self.phase in _BUSY

    @property
    def now(self) -> float:
        """The clock of the run, in seconds."""
        return self._setup.session.world.clock.monotonic()

    def install(self) -> None:
        """Install what was answered; of an installation that began, go on."""
        config = self._setup.draft.config
        if config is None or self.busy:
            return
        self.cluster = config.name

        async def work() -> None:
            bundle = await self._setup.find_bundle()
            await self._setup.session.apply(config, bundle=bundle.root, join=self._setup.join)

        self._run(work(), Phase.RUNNING, Phase.DONE, self.install)

    def resume(self, cluster: str) -> None:
        """Go on with an installation that stopped."""
        if self.busy:
            return
        self.cluster = cluster

        async def work() -> None:
            await self._setup.session.resume(cluster)

        self._run(work(), Phase.RUNNING, Phase.DONE, lambda: self.resume(cluster))

    def undo(self, cluster: str = "") -> None:
        """Take away everything that an unfinished installation made."""
        if self.busy:
            return
        self.cluster = cluster or self.cluster

        async def work() -> None:
            if self._setup.session.store.exists(self.cluster):
                await self._setup.session.remove(self.cluster, even_finished=False)

        self._run(work(), Phase.UNDOING, Phase.UNDONE, self.undo)

    def try_again(self) -> None:
        """Do once more what stopped: install, continue or undo."""
        self._again()

    def cancel(self) -> None:
        """Stop at the next safe point; what is done is kept."""
        if self.phase is Phase.RUNNING:
            self._setup.session.cancel()
            self._become(Phase.STOPPING)

    def keep(self) -> None:
        """Leave everything as it is, for somebody to look at."""
        if self.phase in (Phase.FAILED, Phase.STOPPED):
            self._become(Phase.KEPT)

    def _run(
        self,
        body: Coroutine[Any, Any, None],
        during: Phase,
        after: Phase,
        again: Callable[[], None],
    ) -> None:
        self.failure, self._again = None, again
        self._watch()
        self._become(during)

        async def work() -> None:
            await body
            self._become(after)
            if after is Phase.DONE:
                self.finished.emit()

        self._setup.work.start(work(), f"{during} {self.cluster}", failed=self._failed)

    def _watch(self) -> None:
        if self._end_watch is not None:
            self._end_watch()
        bus = self._setup.session.bus
        self._end_watch = bus.subscribe(self._hear, after=bus.last)

    def _hear(self, event: Event) -> None:
        if self.progress.take(event, self.now):
            self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        stopped = isinstance(error, Cancelled)
        self.failure = None if stopped else explain(error)
        self._become(Phase.STOPPED if stopped else Phase.FAILED)

    def _become(self, phase: Phase) -> None:
        self.phase = phase
        self.changed.emit()

    def forget(self) -> None:
        """Begin with an empty page, after everything was undone."""
        if not self.busy:
            self.progress, self.failure, self.cluster = Progress(), None, ""
            self._become(Phase.IDLE)

    @property
    def title(self) -> str:
        """The heading of the page."""
        return title_of(self.phase)

    @property
    def lead(self) -> str:
        """The sentence below the heading."""
        return lead_of(self.phase)

    @property
    def position(self) -> str:
        """Where the run is: the number of the step and its name."""
        current = self.progress.current
        total = len(self.progress.steps)
        if current is None or not total:
            return tr("Starting") if self.busy else ""
        number = list(self.progress.steps).index(current.key) + 1
        return tr(
            "Step {number} of {total}: {title}",
            number=number,
            total=total,
            title=said(current.title),
        )

    @property
    def times(self) -> str:
        """How long it runs and how long it will usually still take."""
        if not self.progress.started or self.phase is Phase.UNDOING:
            return ""
        spent = duration_text(self.now - self.progress.started)
        if self.phase is not Phase.RUNNING:
            return ""
        left = duration_text(self.progress.remaining(self.now))
        return tr("{spent} so far, about {left} left", spent=spent, left=left)

    @property
    def kept_steps(self) -> str:
        """What stays safe after a failure."""
        done = self.progress.count("ok") if self.progress.kind != "remove" else 0
        if self.progress.kind == "remove":
            return tr("What is listed below was taken away.")
        if done == 0:
            return tr("Nothing was changed on this PC before it stopped.")
        if done == 1:
            return tr("1 step is done and stays as it is.")
        return tr("{count} steps are done and stay as they are.", count=done)
