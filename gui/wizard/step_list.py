"""The steps of a run in a list that follows the one that runs."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.engine_words import said
from gui.texts import duration_text, tr
from gui.viewmodels.progress import Progress, StepLine
from gui.widgets.cards import Card
from gui.widgets.layouts import row, scrolling, vbox
from gui.widgets.rows import StepRow
from gui.widgets.text import Text
from gui.wizard.page import clear

_ROOM_BELOW = 70


class StepList(Card):
    """One row for each step; the row that runs says what it waits for."""

    def __init__(self) -> None:
        super().__init__(margins=(1, 8, 1, 1), gap=0)
        small = ("caption_strong", "text3")
        self.add(
            row(
                Text(tr("Step"), *small),
                None,
                Text(tr("Time"), *small),
                34,
                Text(tr("Usual"), *small),
                margins=(14, 0, 26, 2),
            )
        )
        body = QWidget()
        self._lines = vbox(body, (0, 0, 0, 8))
        self._area = scrolling(body)
        self.add((self._area, 1))
        self._rows: dict[str, StepRow] = {}
        self._states: dict[str, str] = {}
        self._followed = ""
        # Only once the rows have their places.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._follow)

    def refresh(self, progress: Progress, now: float) -> None:
        """Show the steps; rows are made anew only for other steps."""
        if list(self._rows) != list(progress.steps):
            clear(self._lines)
            self._rows, self._states = {}, {}
            for index, line in enumerate(progress.steps.values()):
                self._put(line, first=index == 0, last=index == len(progress.steps) - 1)
            self._lines.addStretch(1)
        for line in progress.steps.values():
            if self._states[line.key] != line.state:
                self._states[line.key] = line.state
                self._rows[line.key].show_state(line.state)
            self._rows[line.key].show_now(
                said(line.text),
                duration_text(line.spent(now))
                if line.usual and line.state in ("run", "ok", "fail")
                else "",
            )
        current = progress.current
        if current is not None:
            self._followed = current.key
            self._soon.start()

    def _put(self, line: StepLine, *, first: bool, last: bool) -> None:
        made = StepRow(
            line.state,
            said(line.title),
            usual=duration_text(line.usual) if line.usual else "",
            first=first,
            last=last,
        )
        made.setObjectName(f"row-{line.key}")
        self._lines.addWidget(made)
        self._rows[line.key], self._states[line.key] = made, line.state

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """With less room the step that runs or failed is still in sight."""
        super().resizeEvent(event)
        self._soon.start()

    def _follow(self) -> None:
        if self._followed in self._rows:
            self._area.ensureWidgetVisible(self._rows[self._followed], 0, _ROOM_BELOW)
