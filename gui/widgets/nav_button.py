"""A page in the navigation at the left: icon, name, and how much needs attention there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy

from gui.texts import tr
from gui.theme.icons import draw_icon
from gui.theme.theme import theme
from gui.widgets.mark_shapes import draw_mark
from gui.widgets.painted import smooth

_HEIGHT, _TEXT_LEFT, _RADIUS, _BADGE = 36, 40, 7, 42


class NavButton(QRadioButton):
    """A radio button that looks like an entry; `icons` are those for elsewhere and for here."""

    def __init__(self, title: str, icons: tuple[str, str]) -> None:
        super().__init__(title)
        # Painted anew when the pointer comes and goes.
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._icons = icons
        self._badge: tuple[str, int] = ("", 0)
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_badge("", 0)
        theme.changed.connect(self.update)

    def show_badge(self, state: str, count: int) -> None:
        """Show how many things there need attention; none with 0."""
        self._badge = (state, count)
        name = self.text().replace("&", "")
        said = tr("{name}, {count} need attention", name=name, count=count) if count else name
        self.setAccessibleName(said)
        self.setToolTip(said if count else "")
        self.update()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's own name
        """All of it can be pressed."""
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """The name decides about the width."""
        words = QFontMetrics(theme.font("strong")).horizontalAdvance(self.text())
        return QSize(_TEXT_LEFT + words + _BADGE, theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint ground, icon, name and badge."""
        del event
        painter, here = smooth(self), self.isChecked()
        ground, middle = QRectF(self.rect()).adjusted(0, 1, 0, -1), self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        if here or self.underMouse():
            painter.setBrush(theme.color("card" if here else "pressed"))
            painter.drawRoundedRect(ground, _RADIUS, _RADIUS)
        if here:
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(0, middle - 8, 3, 16), 1.5, 1.5)
        place = QRectF(12, middle - 9, 18, 18)
        draw_icon(painter, place, self._icons[here], "accent" if here else "text2")
        painter.setPen(theme.color("text" if here else "text2"))
        painter.setFont(theme.font("strong" if here else "body"))
        room = QRectF(_TEXT_LEFT, 0, self.width() - _TEXT_LEFT - _BADGE, self.height())
        short = QFontMetrics(painter.font()).elidedText(
            self.text().replace("&", ""), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, short)
        state, count = self._badge
        if count:
            left = self.width() - _BADGE
            draw_mark(painter, QRectF(left, middle - 7, 14, 14), state)
            painter.setPen(theme.color("text2"))
            painter.setFont(theme.font("caption_strong"))
            words = str(count) if count < 1000 else "999+"
            beside = QRectF(left + 17, 0, _BADGE - 17, self.height())
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, words)
