"""Icons that take their colour when they are painted, so that another theme needs no new ones.

The outlines in `resources/icons` are of the Phosphor set; its licence lies beside them.
"""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme.theme import theme
from installer.api import resource_text


def draw_icon(painter: QPainter, place: QRect | QRectF, name: str, tone: str) -> None:
    """Paint the icon `resources/icons/<name>.svg` in the colour `tone`."""
    _renderer(name, theme.color(tone).name()).render(painter, QRectF(place))


@functools.lru_cache(maxsize=256)
def _renderer(name: str, color: str) -> QSvgRenderer:
    text = resource_text(f"icons/{name}.svg").replace("currentColor", color)
    return QSvgRenderer(QByteArray(text.encode()))


class _Engine(QIconEngine):
    """Paints one icon; the pixmap of QIcon is never kept."""

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name, self._tone = name, tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw at the left: what is wider than high has a gap between icon and text."""
        del state
        side = min(rect.width(), rect.height())
        tone = "disabled" if mode is QIcon.Mode.Disabled else self._tone
        top = rect.y() + (rect.height() - side) / 2
        draw_icon(painter, QRectF(rect.x(), top, side, side), self._name, tone)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon on a transparent ground."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        """Another one of the same icon."""
        return _Engine(self._name, self._tone)


def icon(name: str, tone: str = "text2") -> QIcon:
    """The icon for a button; it is grey where the button is disabled."""
    return QIcon(_Engine(name, tone))
