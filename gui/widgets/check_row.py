"""A check as a row: mark, title, what was found, a word; a problem is open and says more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from gui.theme.theme import theme
from gui.widgets.evidence import Evidence
from gui.widgets.layouts import hbox, vbox
from gui.widgets.marks import Mark, soft_tone
from gui.widgets.painted import Painted
from gui.widgets.text import Elided, Text


class CheckRow(Painted):
    """One line where all is well; with a `cause` it also shows evidence and buttons."""

    def __init__(
        self,
        state: str,
        title: str,
        word: str,
        *,
        result: str = "",
        cause: str = "",
        evidence: str = "",
        actions: Sequence[QAbstractButton] = (),
    ) -> None:
        super().__init__()
        self._failed = state == "fail"
        column = vbox(self, (14, 9, 12, 9), 0)
        line = hbox(gap=12)
        line.addWidget(Mark(state, 20, word))
        line.addWidget(Text(title, "strong"))
        line.addWidget(Elided(result, "small", "text2"), 1)
        quiet = state == "ok"
        tone = "text2" if quiet else soft_tone(state)
        line.addWidget(Text(word, "small" if quiet else "small_strong", tone))
        column.addLayout(line)
        if cause or actions:
            below = hbox(None, (32, 4, 0, 3), 16)
            words = vbox(gap=5)
            if cause:
                words.addWidget(Text(cause, "small", "text", wrap=True))
            if evidence:
                words.addWidget(Evidence(evidence))
            words.addStretch(1)
            below.addLayout(words, 1)
            buttons = vbox(gap=6)
            for action in actions:
                buttons.addWidget(action)
            buttons.addStretch(1)
            below.addLayout(buttons)
            column.addLayout(below)
        self.follow_width()
        parts = (f"{title}: {word}", result, cause)
        self.setAccessibleName(". ".join(part.rstrip(".") for part in parts if part))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Only what blocks has a ground of its own."""
        del event
        if self._failed:
            painter = self.painter()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("fail_soft"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 3, -4, -3), 7, 7)
