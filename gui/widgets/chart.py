"""Lines over time: few, told apart by dashes as well as colours; its name has the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from gui.theme.theme import theme
from gui.widgets.painted import Painted

_HEIGHT, _LEFT, _TOP, _FOOT, _RIGHT = 132, 54, 8, 20, 16
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
_TONES = ("s_linux", "s_windows", "s_host")
_FILL_ALPHA = 34


@dataclass(frozen=True, slots=True)
class Line:
    """A name and its points: time from 0 (left) to 1 (now) and value."""

    name: str
    points: tuple[tuple[float, float], ...]


class Chart(Painted):
    """`top` is the greatest value, `marks` the words at the left from 0 up to it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._lines: tuple[Line, ...] = ()
        self._top = 1.0
        self._marks: tuple[str, ...] = ("", "")
        self._times: tuple[str, ...] = ("", "")
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def show_lines(
        self,
        lines: Sequence[Line],
        *,
        top: float,
        marks: tuple[str, ...],
        times: tuple[str, ...],
        said: str,
    ) -> None:
        """Show other lines; `times` are the words below, `said` the figures in words."""
        self._lines, self._top = tuple(lines), max(top, 1e-9)
        self._marks, self._times = marks, times
        self.setAccessibleName(f"{self._name}: {said}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint grid, words and lines."""
        del event
        painter = self.painter()
        left, foot = theme.px(_LEFT), theme.px(_FOOT)
        place = QRectF(self.rect()).adjusted(left, _TOP, -_RIGHT, -foot)
        self._grid(painter, place, left, foot)
        for number, line in enumerate(self._lines):
            tone = _TONES[number % len(_TONES)]
            points = QPolygonF([self._point(place, x, y) for x, y in line.points])
            if number == 0 and len(line.points) > 1:
                area = QPolygonF(points)
                area.append(QPointF(points.last().x(), place.bottom()))
                area.append(QPointF(points.first().x(), place.bottom()))
                color = theme.color(tone)
                color.setAlpha(_FILL_ALPHA)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color)
                painter.drawPolygon(area)
            painter.setPen(QPen(theme.color(tone), 2, _DASHES[number % len(_DASHES)]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(points)
            if len(line.points) == 1:
                painter.drawPoint(points.first())

    def _point(self, place: QRectF, x: float, y: float) -> QPointF:
        height = place.height() * min(1.0, y / self._top)
        return QPointF(place.x() + place.width() * x, place.bottom() - height)

    def _grid(self, painter: QPainter, place: QRectF, left: int, foot: int) -> None:
        painter.setFont(theme.font("caption"))
        flags = Qt.AlignmentFlag
        steps = max(1, len(self._marks) - 1)
        for number, words in enumerate(self._marks):
            y = place.bottom() - place.height() * number / steps
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(place.x(), y), QPointF(place.right(), y))
            painter.setPen(theme.color("text3"))
            beside = QRectF(0, y - 9, left - 6, 18)
            painter.drawText(beside, int(flags.AlignRight | flags.AlignVCenter), words)
        spans = max(1, len(self._times) - 1)
        for number, words in enumerate(self._times):
            x = place.x() + place.width() * number / spans
            below = QRectF(x - 40, place.bottom() + 2, 80, foot - 2)
            if number == 0:
                below.moveLeft(place.x() - 10)
            elif number == spans:
                below.moveRight(self.width() - 2)
            side = {0: flags.AlignLeft, spans: flags.AlignRight}.get(number, flags.AlignHCenter)
            painter.drawText(below, int(side | flags.AlignVCenter), words)
