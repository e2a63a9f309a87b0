"""When things end, on one line of time: what is over or soon over stands at the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from gui.theme.theme import theme
from gui.widgets.mark_shapes import draw_mark
from gui.widgets.painted import Painted

_ROW, _HEAD, _NAME, _END = 26, 24, 210, 96


@dataclass(frozen=True, slots=True)
class Ending:
    """A name, a state, where its end is (0 is now, 1 the right edge) and that in words."""

    name: str
    state: str
    place: float
    text: str


class TimeLine(Painted):
    """`marks` are places and words of the axis."""

    def __init__(
        self, name: str, endings: Sequence[Ending], marks: Sequence[tuple[float, str]]
    ) -> None:
        super().__init__()
        self._endings, self._marks = tuple(endings), tuple(marks)
        self.setFixedHeight(theme.px(_HEAD + _ROW * len(self._endings)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = "; ".join(f"{ending.name}: {ending.text}" for ending in self._endings)
        self.setAccessibleName(f"{name}. {words}")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint axis and one row for each."""
        del event
        painter, row, head = self.painter(), theme.px(_ROW), theme.px(_HEAD)
        left, right = theme.px(_NAME), self.width() - theme.px(_END)
        width = max(1, right - left)
        painter.setFont(theme.font("caption"))
        middle = Qt.AlignmentFlag.AlignVCenter
        for place, words in self._marks:
            x = left + width * place
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(x, head - 4), QPointF(x, self.height()))
            painter.setPen(theme.color("text3"))
            painter.drawText(QRectF(x + 3, 0, 90, head), middle, words)
        for number, ending in enumerate(self._endings):
            y = head + row * number + row / 2
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text"))
            mode = Qt.TextElideMode.ElideMiddle
            short = QFontMetrics(painter.font()).elidedText(ending.name, mode, left - 12)
            painter.drawText(QRectF(0, y - row / 2, left - 8, row), middle, short)
            x = left + width * min(1.0, max(0.0, ending.place))
            painter.setPen(QPen(theme.color("line_strong"), 2))
            painter.drawLine(QPointF(left, y), QPointF(x, y))
            draw_mark(painter, QRectF(x - 7, y - 7, 14, 14), ending.state)
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("text2"))
            painter.drawText(QRectF(x + 12, y - row / 2, _END * 2, row), middle, ending.text)
