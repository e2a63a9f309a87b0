"""A check as a row: mark, title, what was found, a word; it opens to say more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.theme.theme import theme
from gui.widgets.disclosure import Disclosure
from gui.widgets.evidence import Evidence
from gui.widgets.layouts import hbox, row, vbox
from gui.widgets.marks import Mark, soft_tone
from gui.widgets.painted import Painted
from gui.widgets.text import Elided, Text

_HEAD = 40


class CheckRow(Painted):
    """One line; open it also shows cause, evidence and buttons.  `toggled`: a person wanted that.

    What has no more to say cannot be opened.  The parts below are made when they are first shown.
    """

    toggled = Signal(bool)

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
        opened: bool = True,
    ) -> None:
        super().__init__()
        self._failed = state == "fail"
        self._cause, self._evidence, self._actions = cause, evidence, actions
        self._column = vbox(self, (14, 5, 12, 5), 0)
        line = hbox(gap=12)
        line.addWidget(Mark(state, 20, word))
        line.addWidget(Text(title, "strong"))
        self._found = result
        self._result = Elided(result, "small", "text2")
        line.addWidget(self._result, 1)
        quiet = state == "ok"
        tone = "text2" if quiet else soft_tone(state)
        line.addWidget(Text(word, "small" if quiet else "small_strong", tone))
        self._more: QWidget | None = None
        self._toggle = Disclosure(title)
        self._toggle.setVisible(bool(cause or evidence or actions))
        line.addWidget(self._toggle)
        self._column.addLayout(line)
        self.follow_width()
        parts = (f"{title}: {word}", result, cause)
        self.setAccessibleName(". ".join(part.rstrip(".") for part in parts if part))
        if opened and not self._toggle.isHidden():
            self._open(on=True)
        self._toggle.clicked.connect(self._turn)

    @property
    def is_open(self) -> bool:
        """Whether it says more."""
        return self._more is not None and not self._more.isHidden()

    def _turn(self) -> None:
        self._open(on=not self.is_open)
        self.toggled.emit(self.is_open)

    def _open(self, *, on: bool) -> None:
        if self._more is None:
            self._more = self._details()
            self._column.addWidget(self._more)
        self._more.setVisible(on)
        # Below stands the same, and more of it.
        self._result.show_text("" if on and self._cause else self._found)
        self._toggle.show_open(on=on)

    def _details(self) -> QWidget:
        more = QWidget()
        words = vbox(gap=5)
        if self._cause:
            words.addWidget(Text(self._cause, "small", "text", wrap=True))
        if self._evidence:
            words.addWidget(Evidence(self._evidence))
        words.addStretch(1)
        buttons = vbox(gap=6)
        for action in self._actions:
            buttons.addWidget(action)
        buttons.addStretch(1)
        more.setLayout(row((words, 1), buttons, gap=16, margins=(32, 2, 0, 7)))
        return more

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own name
        """The whole headline opens and closes it."""
        place = event.position().toPoint()
        inside = place.y() <= theme.px(_HEAD) and self.rect().contains(place)
        if inside and not self._toggle.isHidden() and event.button() is Qt.MouseButton.LeftButton:
            self._turn()
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Only what blocks has a ground of its own."""
        del event
        if self._failed:
            painter = self.painter()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("fail_soft"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 3, -4, -3), 7, 7)
