"""A mark and its word that change: for the header, where a connection comes and goes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from gui.cells import State
from gui.theme.theme import theme
from gui.widgets.mark_shapes import draw_mark
from gui.widgets.marks import soft_tone
from gui.widgets.painted import Painted

_HEIGHT, _MARK, _GAP = 22, 14, 6


class StateLabel(Painted):
    """With `soft` it stands on the soft ground of its state, as a pill."""

    def __init__(self, what: str, *, soft: bool) -> None:
        super().__init__()
        self._what, self._soft = what, soft
        self._state = State("neutral", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def text(self) -> str:
        """The words that are shown."""
        return self._state.word

    def show_state(self, state: State | None) -> None:
        """Show another state, or nothing."""
        self.setVisible(state is not None)
        if state is None or state == self._state:
            return
        self._state = state
        self.setAccessibleName(f"{self._what}: {state}")
        self.setToolTip(str(state))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """As wide as mark and word."""
        words = QFontMetrics(self._font()).horizontalAdvance(self._state.word)
        pads = 22 if self._soft else 2
        return QSize(words + _MARK + _GAP + pads, theme.px(_HEIGHT))

    def _font(self) -> QFont:
        return theme.font("caption_strong" if self._soft else "small")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint ground, mark and word."""
        del event
        painter, height, tone = self.painter(), self.height(), soft_tone(self._state.mark)
        left = 0
        if self._soft:
            left = 8
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(f"{tone}_soft"))
            painter.drawRoundedRect(self.rect(), height / 2, height / 2)
        place = QRectF(left, (height - _MARK) / 2, _MARK, _MARK)
        draw_mark(painter, place, self._state.mark)
        painter.setPen(theme.color(tone if self._soft else "text2"))
        painter.setFont(self._font())
        words = QRectF(left + _MARK + _GAP, 0, self.width(), height)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._state.word)
