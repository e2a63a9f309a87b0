"""A step of a run as a row; a line joins its mark with those of its neighbours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QPen

from gui.texts import tr
from gui.theme.theme import theme
from gui.widgets.layouts import hbox
from gui.widgets.marks import Mark
from gui.widgets.painted import Painted
from gui.widgets.text import Elided, Text

_HEIGHT, _LEFT, _MARK, _GAP = 33, 14, 18, 11
# What a column of times has to hold at least.
_WIDEST_TIME = "59 min 59 s"


class StepRow(Painted):
    """Mark, title, what it does now, a word, the time it took and the usual time."""

    def __init__(
        self, state: str, title: str, *, usual: str = "", first: bool = False, last: bool = False
    ) -> None:
        super().__init__()
        self._first, self._last, self._title = first, last, title
        self.setFixedHeight(theme.px(_HEIGHT))
        self._line = line = hbox(self, (_LEFT, 0, _LEFT, 0), 12)
        self._mark, self._name_label, self._word = Mark(state, _MARK), Text(title), Text()
        self._detail, self._spent = Elided("", "small", "text3"), Text("", "small")
        line.addWidget(self._mark)
        line.addWidget(self._name_label)
        line.addWidget(self._detail, 1)
        line.addWidget(self._word)
        usual_label = Text(usual, "small", "text3")
        width = QFontMetrics(theme.font("small")).horizontalAdvance(_WIDEST_TIME)
        for label in (self._spent, usual_label):
            label.setMinimumWidth(width)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(label)
        self.show_state(state)

    def show_state(self, state: str) -> None:
        """Show another state in the same place: a new row would leave a gap for a moment."""
        loud = state in ("run", "fail")
        word = {
            "ok": tr("Done"),
            "run": tr("Running"),
            "wait": tr("Waiting"),
            "fail": tr("Failed"),
            "neutral": tr("Skipped"),
            "warn": tr("Done, with a note"),
        }[state]
        self._mark.show_state(state, word)
        self._name_label.set_role("strong" if loud else "body")
        self._name_label.set_tone("text2" if state == "wait" else "text")
        self._word.setText(word)
        self._word.set_role("small_strong" if loud else "small")
        self._word.set_tone({"run": "accent", "wait": "text3", "ok": "text2"}.get(state, state))
        # Bold words need more room at once.
        self._line.activate()
        self._name()

    def show_now(self, detail: str, spent: str) -> None:
        """Show what it does or waits for, and the time that it has taken."""
        self._detail.show_text(detail)
        self._spent.setText(spent)
        self._name()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint the line between the marks."""
        del event
        painter = self.painter()
        painter.setPen(QPen(theme.color("line"), 2))
        x, middle = _LEFT + _MARK / 2, self.height() / 2
        if not self._first:
            painter.drawLine(QPointF(x, 0), QPointF(x, middle - _GAP))
        if not self._last:
            painter.drawLine(QPointF(x, middle + _GAP), QPointF(x, self.height()))

    def _name(self) -> None:
        self.setAccessibleName(f"{self._title}: {self._word.text()} {self._spent.text()}".strip())
