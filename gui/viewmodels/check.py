"""What the page Check this PC shows: every check as a row, and whether one may go on."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.engine_words import said
from gui.texts import language, tr
from gui.viewmodels.check_items import ANSWERED_ON, CheckItem, item_of, rank, waiting
from gui.viewmodels.failure import Failure, explain
from gui.viewmodels.flow import PageId
from gui.viewmodels.setup import Setup
from installer.api import (
    EdgewrightError,
    Event,
    FactRead,
    Outcome,
    all_checks,
    all_facts,
    apply_fix,
    report_html,
    report_record,
    write_private,
)


class CheckModel(QObject):
    """Looks at the PC when it is asked to; `changed` tells of rows and progress."""

    changed = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        self.running = False
        self.failure: Failure | None = None
        self._facts_read = 0
        self._seconds = 0.0
        setup.changed.connect(self.changed)
        setup.session_changed.connect(self._reset)

    def enter(self) -> None:
        """The page is shown: look at the PC, unless that was done."""
        if self._setup.report is None:
            self.look()

    def look(self) -> None:
        """Look at the PC, now."""
        if not self.running:
            self.running, self.failure, self._facts_read = True, None, 0
            self.changed.emit()
            self._setup.work.start(self._look(), "check this PC", failed=self._failed)

    async def _look(self) -> None:
        session = self._setup.session
        started = session.world.clock.monotonic()
        stop = session.bus.subscribe(self._hear, after=session.bus.last)
        try:
            await self._setup.work.long_enough(self._setup.look())
        finally:
            stop()
            self.running = False
            self._seconds = session.world.clock.monotonic() - started
        self.changed.emit()

    def _hear(self, event: Event) -> None:
        if isinstance(event, FactRead):
            self._facts_read += 1
            self.changed.emit()

    def fix(self, check: str) -> None:
        """Let the engine put right what a check found, then look again."""
        config = self._setup.draft.config
        if config is None or self.running:
            return
        self.running, self.failure, self._facts_read = True, None, 0
        self.changed.emit()

        async def work() -> None:
            try:
                await apply_fix(self._setup.session, check, config)
            except EdgewrightError as error:
                self.failure = explain(error)
            await self._look()

        self._setup.work.start(work(), f"fix {check}", failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self.running, self.failure = False, explain(error)
        self.changed.emit()

    def _reset(self) -> None:
        self.failure = None
        self.changed.emit()

    @property
    def progress(self) -> float:
        """How much of the PC was looked at, from 0 to 1."""
        return min(1.0, self._facts_read / len(all_facts(self._setup.session.world.platform)))

    @property
    def items(self) -> tuple[CheckItem, ...]:
        """All checks, what has to change first; while the PC is looked at, without a finding."""
        report = self._setup.report
        if self.running or report is None:
            checks = all_checks(self._setup.session.world.platform)
            return tuple(waiting(check, running=self.running) for check in checks)
        accepted = self._setup.accepted
        ordered = sorted(report.outcomes, key=rank)
        return tuple(
            item_of(outcome, self._page(outcome), accepted=outcome.check.id in accepted)
            for outcome in ordered
        )

    def count(self, state: str) -> int:
        """How many checks are in a state."""
        return sum(item.state == state for item in self.items)

    @property
    def headline(self) -> str:
        """The whole result in one sentence."""
        if self.running:
            return tr("Looking at this PC")
        if self._setup.report is None:
            return tr("This PC was not checked yet")
        problems, cautions = self.count("fail"), self.count("warn")
        if problems == 1:
            return tr("Fix 1 thing before you install")
        if problems:
            return tr("Fix {count} things before you install", count=problems)
        if cautions:
            return tr("This PC can run it. Read what is marked first")
        return tr("This PC is ready")

    @property
    def subline(self) -> str:
        """How many checks and how long they took."""
        if self.running or self._setup.report is None:
            return tr("The checks only read. They change nothing on this PC.")
        seconds = max(1, round(self._seconds))
        return tr("{count} checks in {seconds} s", count=len(self.items), seconds=seconds)

    @property
    def hindrance(self) -> str:
        """Why one cannot go on; empty when one can."""
        if self.running:
            return tr("The checks are still running")
        report = self._setup.report
        if report is None:
            return tr("Check this PC to continue")
        if any(self._page(outcome) is None for outcome in report.blocking()):
            return tr("Fix the problem above to continue")
        return "" if self.all_accepted else tr("Accept or fix what is marked to continue")

    def _page(self, outcome: Outcome) -> PageId | None:
        """The page where another answer helps; other sizes help only where some node fits."""
        page = ANSWERED_ON.get(outcome.check.id) if outcome.blocks else None
        capacity = self._setup.capacity
        if page is PageId.RESOURCES and not (capacity and capacity.fits_any):
            return None
        return page

    def accept(self, *, accepted: bool) -> None:
        """The user has read all that is marked and goes on all the same, or takes that back."""
        if accepted:
            self._setup.accepted |= {item.id for item in self.items if item.acceptable}
        else:
            self._setup.accepted.clear()
        self.changed.emit()

    @property
    def all_accepted(self) -> bool:
        """Whether every caution was accepted."""
        return all(item.accepted for item in self.items if item.acceptable)

    def save_report(self, path: Path) -> None:
        """Write the report as HTML, or as JSON when the name ends so; raises OSError."""
        report, config = self._setup.report, self._setup.draft.config
        if report is None or config is None:
            return
        if path.suffix == ".json":
            text = json.dumps(report_record(report), indent=2)
        else:
            now, code = self._setup.session.world.clock.now(), language.locale.bcp47Name()
            text = report_html(report, config, now, say=said, language=code)
        write_private(path, text.encode(), mode=0o644)
