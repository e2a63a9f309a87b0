"""The base of what paints itself: it is painted anew with another theme, smoothly."""

from __future__ import annotations

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme.theme import theme


class Painted(QWidget):
    """A widget whose look comes from the theme alone."""

    def __init__(self) -> None:
        super().__init__()
        theme.changed.connect(self.update)

    def painter(self) -> QPainter:
        """A smooth painter on this widget."""
        return smooth(self)

    def follow_width(self) -> None:
        """Let the height follow the width, as wrapped text inside needs it."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


def smooth(widget: QWidget) -> QPainter:
    """A painter with smooth edges."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter
