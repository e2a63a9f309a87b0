"""Words and icons that follow the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from gui.theme.icons import draw_icon
from gui.theme.theme import theme
from gui.widgets.painted import Painted

_NARROWEST = 60


class Text(QLabel):
    """Plain text; `role` is one of `tokens.TYPE`, `tone` one of `Colors`.

    With `wrap` its height follows its width; with `select` a person can copy from it.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        *,
        wrap: bool = False,
        select: bool = False,
    ) -> None:
        super().__init__(text)
        self._role, self._tone = role, tone
        self.setWordWrap(wrap)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if select:
            flags = Qt.TextInteractionFlag
            self.setTextInteractionFlags(
                flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
            )
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._restyle()
        theme.changed.connect(self._restyle)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """One line: Qt's own hint is the height at the least width, which opens phantom gaps."""
        if self.wordWrap():
            return QSize(_NARROWEST, self.fontMetrics().height())
        return super().minimumSizeHint()

    def set_tone(self, tone: str) -> None:
        """Show the words in another colour of `Colors`."""
        if tone != self._tone:
            self._tone = tone
            self._restyle()

    def _restyle(self) -> None:
        # A palette of a single label is lost when it gets into a parent that a style sheet
        # reaches, and its font too; a sheet of its own stays.
        font = theme.font(self._role)
        self.setFont(font)
        self.setStyleSheet(
            f"color: {getattr(theme.c, self._tone)}; background: transparent; border: none;"
            f"font-family: '{font.family()}'; font-size: {font.pixelSize()}px;"
            f"font-weight: {int(font.weight())};"
        )


class Elided(Text):
    """One line that is shortened to its room; the whole text is its tool tip."""

    def __init__(self, text: str = "", role: str = "body", tone: str = "text") -> None:
        self._whole = text
        super().__init__(text, role, tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Shorten anew."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        room = max(10, self.width())
        mode = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._whole, mode, room))


class Icon(Painted):
    """An icon that says nothing by itself: words stand beside it."""

    def __init__(self, name: str, size: int = 18, tone: str = "text2") -> None:
        super().__init__()
        self._name, self._tone = name, tone
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint the icon."""
        del event
        draw_icon(self.painter(), self.rect(), self._name, self._tone)
