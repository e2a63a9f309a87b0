"""A switch with its word; for keyboard and screen reader it is a check box."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from gui.texts import tr
from gui.theme.theme import theme
from gui.widgets.painted import smooth

_TRACK, _TEXT_LEFT, _HEIGHT = QRectF(0.75, 3.75, 38.5, 18.5), 48, 26


class Switch(QCheckBox):
    """On or off, which it says itself; `name` is for a screen reader."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def _word(self) -> str:
        return tr("On") if self.isChecked() else tr("Off")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Wide enough for both words, so that nothing moves."""
        metrics = QFontMetrics(theme.font("body"))
        width = max(metrics.horizontalAdvance(word) for word in (tr("On"), tr("Off")))
        return QSize(_TEXT_LEFT + width + 4, max(_HEIGHT, metrics.height()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """As the usual size."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's own name
        """The word can be pressed too."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint track, knob and word."""
        del event
        painter = smooth(self)
        on, enabled = self.isChecked(), self.isEnabled()
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent" if enabled else "disabled"))
        else:
            painter.setPen(QPen(theme.color("line_strong" if enabled else "line"), 1.5))
            painter.setBrush(theme.color("card"))
        painter.drawRoundedRect(_TRACK, 9.25, 9.25)
        painter.setPen(Qt.PenStyle.NoPen)
        off_tone = "text3" if enabled else "disabled"
        painter.setBrush(theme.color("on_accent" if on else off_tone))
        radius = 6.5 if on else 5.5
        painter.drawEllipse(QPointF(30 if on else 10, 13), radius, radius)
        painter.setPen(theme.color("text" if enabled else "disabled"))
        painter.setFont(theme.font("body"))
        words = QRectF(_TEXT_LEFT, 0, self.width() - _TEXT_LEFT, _HEIGHT)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._word())
