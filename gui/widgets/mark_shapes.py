"""The marks of a state: seven outlines that are told apart without colour.

ok: disc with tick; warn: triangle; fail: octagon with cross; info: square; neutral: ring with
dash; wait: empty ring; run: turning arc.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from gui.theme.theme import theme

_ROUND = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def draw_mark(painter: QPainter, place: QRectF, state: str, angle: int = 40) -> None:
    """Paint the mark of a state into a square; `angle` turns the arc of `run`, in degrees."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.x(), place.y())
    painter.scale(place.width(), place.width())  # from here on the square is 1 by 1
    if state == "run":
        _run(painter, angle)
    elif state in ("wait", "neutral"):
        _ring(painter, dash=state == "neutral")
    else:
        _filled(painter, state)
    painter.restore()


def _line(tone: str, width: float) -> QPen:
    return QPen(theme.color(tone), width, *_ROUND)


def _run(painter: QPainter, angle: int) -> None:
    ring = QRectF(0.125, 0.125, 0.75, 0.75)
    painter.setPen(_line("line_strong" if theme.dark else "line", 0.13))
    painter.drawEllipse(ring)
    painter.setPen(_line("accent", 0.13))
    painter.drawArc(ring, (90 - angle) * 16, -110 * 16)


def _ring(painter: QPainter, *, dash: bool) -> None:
    painter.setPen(_line("neutral_mark", 0.1))
    painter.drawEllipse(QRectF(0.13, 0.13, 0.74, 0.74))
    if dash:
        painter.drawLine(QPointF(0.32, 0.5), QPointF(0.68, 0.5))


def _filled(painter: QPainter, state: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(f"{state}_mark"))
    glyph = _line(f"{state}_on", 0.115)
    match state:
        case "ok":
            painter.drawEllipse(QRectF(0.04, 0.04, 0.92, 0.92))
            painter.setPen(glyph)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(_points((0.29, 0.52), (0.44, 0.67), (0.72, 0.36)))
        case "warn":
            # Amber alone is too pale on white: an outline in the colour of the word.
            painter.setPen(_line("warn_mark" if theme.dark else "warn", 0.07))
            painter.drawPolygon(_points((0.5, 0.08), (0.97, 0.9), (0.03, 0.9)))
            painter.setPen(glyph)
            painter.drawLine(QPointF(0.5, 0.38), QPointF(0.5, 0.58))
            _dot(painter, state, 0.745)
        case "fail":
            turns = [math.pi / 8 + math.pi / 4 * side for side in range(8)]
            corners = [(0.5 + 0.5 * math.cos(t), 0.5 + 0.5 * math.sin(t)) for t in turns]
            painter.drawPolygon(_points(*corners))
            painter.setPen(glyph)
            painter.drawLine(QPointF(0.33, 0.33), QPointF(0.67, 0.67))
            painter.drawLine(QPointF(0.67, 0.33), QPointF(0.33, 0.67))
        case _:
            painter.drawRoundedRect(QRectF(0.08, 0.08, 0.84, 0.84), 0.2, 0.2)
            painter.setPen(glyph)
            painter.drawLine(QPointF(0.5, 0.48), QPointF(0.5, 0.71))
            _dot(painter, state, 0.3)


def _points(*corners: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in corners])


def _dot(painter: QPainter, state: str, y: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(f"{state}_on"))
    painter.drawEllipse(QPointF(0.5, y), 0.075, 0.075)
