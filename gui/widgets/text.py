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
        # The sheet of the application has a rule for each role and each tone: a sheet of its own
        # for each label would be read anew for each, a palette is lost below a styled parent.
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        # For what asks for the size of a letter before the label is shown.
        self.setFont(theme.font(role))
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

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """One line: Qt's own hint is the height at the least width, which opens phantom gaps."""
        if self.wordWrap():
            return QSize(_NARROWEST, self.fontMetrics().height())
        return super().minimumSizeHint()

    def set_tone(self, tone: str) -> None:
        """Show the words in another colour of `Colors`."""
        self._restyle("tone", tone)

    def set_role(self, role: str) -> None:
        """Show the words in the type of another role."""
        self.setFont(theme.font(role))
        self._restyle("role", role)

    def _restyle(self, name: str, value: str) -> None:
        if value != self.property(name):
            self.setProperty(name, value)
            style = self.style()
            style.unpolish(self)
            style.polish(self)
            self.updateGeometry()


class Elided(Text):
    """One line that is shortened to its room; the whole text is its tool tip."""

    def __init__(
        self, text: str = "", role: str = "body", tone: str = "text", *, middle: bool = False
    ) -> None:
        self._whole = text
        modes = Qt.TextElideMode
        self._mode = modes.ElideMiddle if middle else modes.ElideRight
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
        self.setText(self.fontMetrics().elidedText(self._whole, self._mode, room))


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
