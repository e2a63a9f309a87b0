"""What was measured or said by a machine, exactly; support can quote it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent

from gui.theme.theme import theme
from gui.theme.tokens import Radius
from gui.widgets.layouts import hbox
from gui.widgets.painted import Painted
from gui.widgets.text import Text

_ALPHA, _ALPHA_DARK = 14, 18


class Evidence(Painted):
    """Text of a machine on a grey ground; it can be selected."""

    def __init__(self, text: str) -> None:
        super().__init__()
        line = hbox(self, (8, 4, 8, 4), 8)
        line.addWidget(Text(text, "mono", "text2", wrap=True, select=True), 1)
        self.follow_width()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint the ground: a breath of the text's colour fits on every surface."""
        del event
        painter = self.painter()
        painter.setPen(Qt.PenStyle.NoPen)
        color = theme.color("text")
        color.setAlpha(_ALPHA_DARK if theme.dark else _ALPHA)
        painter.setBrush(color)
        painter.drawRoundedRect(self.rect(), Radius.small, Radius.small)
