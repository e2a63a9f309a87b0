"""The sign of the program: three bars that step out to an edge, with a node at the tip."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from gui.theme.theme import theme
from gui.widgets.painted import Painted

_SIDE = 28
_BARS = ((7.0, 9.0), (12.5, 5.5), (18.0, 14.0))


class Logo(Painted):
    """The sign as a square of `size` pixels."""

    def __init__(self, size: int = _SIDE) -> None:
        super().__init__()
        self.setFixedSize(size, size)
        self.setAccessibleName("Edgewright")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint the sign."""
        del event
        draw_logo(self.painter(), self.width())


def draw_logo(painter: QPainter, size: int) -> None:
    """Paint the sign into a square at the origin."""
    painter.scale(size / _SIDE, size / _SIDE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    painter.drawRoundedRect(QRectF(0, 0, _SIDE, _SIDE), 7, 7)
    painter.setBrush(theme.color("on_accent"))
    for top, width in _BARS:
        painter.drawRoundedRect(QRectF(7, top, width, 3), 1.5, 1.5)
    painter.drawEllipse(QPointF(18.6, 11.2), 2.9, 2.9)
