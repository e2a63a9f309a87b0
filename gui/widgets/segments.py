"""One of a few, side by side; for keyboard and screen reader these are radio buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy

from gui.theme.theme import theme
from gui.widgets.layouts import hbox
from gui.widgets.painted import Painted, smooth

_HEIGHT, _PAD, _RADIUS = 34, 12, 6


class Segments(Painted):
    """`chosen` carries the number of the segment that was pressed."""

    chosen = Signal(int)

    def __init__(self, name: str, titles: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        layout = hbox(self, (3, 3, 3, 3), 1)
        for number, title in enumerate(titles):
            part = _Segment(title)
            part.setAccessibleDescription(name)
            self._group.addButton(part, number)
            layout.addWidget(part)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._toggled)

    def part(self, number: int) -> QRadioButton:
        """The button of a segment."""
        found = self._group.button(number)
        assert isinstance(found, QRadioButton)
        return found

    def choose(self, number: int) -> None:
        """Choose a segment."""
        self._group.button(number).setChecked(True)

    def rename(self, number: int, title: str) -> None:
        """Give a segment other words, such as another count."""
        part = self._group.button(number)
        if part.text() != title:
            part.setText(title)
            part.setAccessibleName(title)
            part.updateGeometry()

    def _toggled(self, number: int, on: bool) -> None:  # noqa: FBT001 - Qt's own form
        if on:
            self.chosen.emit(number)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint the ground."""
        del event
        painter = self.painter()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(self.rect(), _RADIUS + 2, _RADIUS + 2)


class _Segment(QRadioButton):
    def __init__(self, title: str) -> None:
        super().__init__(title)
        # Painted anew when the pointer comes and goes.
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's own name
        """All of it can be pressed."""
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """The words in their wider form, so that nothing moves when another is chosen."""
        words = QFontMetrics(theme.font("small_strong")).horizontalAdvance(self.text())
        return QSize(words + 2 * _PAD, theme.px(_HEIGHT) - 6)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """As the usual size."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint ground and words."""
        del event
        painter, on = smooth(self), self.isChecked()
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if on:
            painter.setPen(QPen(theme.color("line_strong"), 1))
            painter.setBrush(theme.color("card"))
            painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("pressed"))
            painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        painter.setFont(theme.font("small_strong" if on else "small"))
        painter.setPen(theme.color("text" if on else "text2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
