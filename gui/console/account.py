"""The account of a longer deed: each step with its mark, as it stands now."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from gui.texts import tr
from gui.viewmodels.console.deeds import LongDeed
from gui.widgets.cards import Banner
from gui.widgets.layouts import clear, column, row, scrolling, vbox
from gui.widgets.marks import Mark
from gui.widgets.text import Text
from installer.api.console import DeedStep, DeedWord

_HEIGHT = 220
_MARKS = {
    DeedWord.WORKING: "run",
    DeedWord.WAITING: "wait",
    DeedWord.DONE: "ok",
    DeedWord.FAILED: "fail",
}


class Account(QWidget):
    """Empty before the deed has begun."""

    def __init__(self, deed: LongDeed) -> None:
        super().__init__()
        self._deed = deed
        layout = vbox(self, gap=8)
        self._head = vbox()
        layout.addLayout(self._head)
        body = QWidget()
        self._steps = vbox(body, gap=6)
        self._area: QScrollArea = scrolling(body)
        self._area.setFixedHeight(_HEIGHT)
        self._area.hide()
        layout.addWidget(self._area)
        deed.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the account as it stands."""
        deed = self._deed
        clear(self._head)
        clear(self._steps)
        if deed.failure is not None:
            words = " ".join(filter(None, (deed.failure.advice, deed.failure.details)))
            self._head.addWidget(Banner("fail", deed.failure.what, words))
        elif deed.state is not None:
            mark, text = _MARKS[deed.state.word], tr(deed.state.text)
            self._head.addLayout(row(Mark(mark, 18), (Text(text, "strong", wrap=True), 1)))
        steps = deed.state.steps if deed.state is not None else ()
        self._area.setVisible(bool(steps))
        for step in steps:
            self._steps.addLayout(_step_row(step))
        self._steps.addStretch(1)


def _step_row(step: DeedStep) -> QHBoxLayout:
    lines = [
        Text(step.ref.name, "small_strong", wrap=True),
        Text(tr(step.text), "small", "text2", wrap=True),
    ]
    if step.details:
        lines.append(Text(step.details, "caption", "text3", wrap=True, select=True))
    mark = column(1, Mark(_MARKS[step.word], 15), None, gap=0)
    return row(mark, (column(*lines, gap=1), 1), gap=8)
