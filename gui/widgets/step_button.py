"""A page in the list at the left: its number or its tick, and its name."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from gui.texts import tr
from gui.theme.theme import theme
from gui.widgets.mark_shapes import draw_mark
from gui.widgets.painted import smooth

_HEIGHT, _TEXT_LEFT, _RADIUS = 40, 46, 8
_MARKS = {"done": "ok", "fail": "fail", "warn": "warn"}


class StepButton(QAbstractButton):
    """States: todo, now, done, warn, fail."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        # Painted anew when the pointer comes and goes.
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._number, self._title, self._state, self._here = number, title, "todo", False
        self.setAccessibleName(tr("Step {number}: {title}", number=number, title=title))
        self.setToolTip(title)
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    def show_state(self, state: str, *, here: bool, reachable: bool) -> None:
        """Show how far the page is, whether it is the one that is shown, and may be gone to."""
        self._state, self._here = state, here
        self.setEnabled(reachable)
        words = {
            "todo": tr("not visited"),
            "done": tr("done"),
            "warn": tr("needs a correction"),
            "fail": tr("stopped with a problem"),
        }
        said = (tr("current step") if here else "", words.get(state, ""))
        self.setAccessibleDescription(", ".join(filter(None, said)))
        pointing = reachable and not here
        shape = Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """The name decides about the width."""
        words = QFontMetrics(theme.font("strong")).horizontalAdvance(self._title)
        return QSize(_TEXT_LEFT + words + 8, theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint ground, mark and name."""
        del event
        painter = smooth(self)
        now, ground = self._here, QRectF(self.rect()).adjusted(0, 1, 0, -1)
        middle = self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        if now:
            painter.setBrush(theme.color("card"))
            painter.drawRoundedRect(ground, _RADIUS, _RADIUS)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(0, middle - 9, 3, 18), 1.5, 1.5)
        elif self.underMouse() and self.isEnabled():
            painter.setBrush(theme.color("pressed"))
            painter.drawRoundedRect(ground, _RADIUS, _RADIUS)
        self._draw_mark(painter, QRectF(14, middle - 10, 20, 20))
        tone = "text" if now else "text2" if self.isEnabled() else "text3"
        painter.setPen(theme.color(tone))
        painter.setFont(theme.font("strong" if now else "body"))
        words = QRectF(_TEXT_LEFT, 0, self.width() - _TEXT_LEFT - 4, self.height())
        mode = Qt.TextElideMode.ElideRight
        short = QFontMetrics(painter.font()).elidedText(self._title, mode, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, short)

    def _draw_mark(self, painter: QPainter, place: QRectF) -> None:
        mark = _MARKS.get(self._state)
        if mark is not None and (not self._here or mark == "fail"):
            draw_mark(painter, place, mark)
            return
        now = self._here
        painter.setPen(QPen(theme.color("accent" if now else "line_strong"), 1.5))
        if now:
            painter.setBrush(theme.color("accent"))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(place.center()), 9.5, 9.5)
        painter.setPen(theme.color("on_accent" if now else "text3"))
        painter.setFont(theme.font("caption_strong"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(self._number))
