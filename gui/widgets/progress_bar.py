"""How far something is, as a bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent

from gui.theme.theme import theme
from gui.widgets.painted import Painted


class ProgressBar(Painted):
    """From 0 to 1; the words beside it say the same."""

    def __init__(self, height: int = 8) -> None:
        super().__init__()
        self._value = 0.0
        self.setFixedHeight(height)

    def show_value(self, value: float, name: str) -> None:
        """Show another value; `name` says to a screen reader what it is and how far."""
        self._value = min(1.0, max(0.0, value))
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint trough and bar."""
        del event
        painter, height = self.painter(), self.height()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("pressed"))
        painter.drawRoundedRect(self.rect(), height / 2, height / 2)
        if self._value > 0:
            painter.setBrush(theme.color("accent"))
            bar = QRectF(0, 0, max(height, self.width() * self._value), height)
            painter.drawRoundedRect(bar, height / 2, height / 2)
