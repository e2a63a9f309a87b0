"""How full something is: a thin bar with its figure beside it, never a bar alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent

from gui.theme.theme import theme
from gui.widgets.painted import Painted

# From here on a bar is amber, and from there on it is red.
WARN_AT, FAIL_AT = 0.85, 0.95
_BAR, _HEIGHT, _GAP, _WORDS_LEAST = 84, 20, 8, 60


def usage_state(fraction: float) -> str:
    """`warn` or `fail` where little is left, else nothing."""
    return "fail" if fraction >= FAIL_AT else "warn" if fraction >= WARN_AT else ""


def draw_usage(painter: QPainter, place: QRectF, fraction: float, text: str, bar: float) -> None:
    """Paint trough, bar, the tick of the warning, and the figure."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    top, state = place.center().y() - 3, usage_state(fraction)
    painter.setBrush(theme.color("pressed"))
    painter.drawRoundedRect(QRectF(place.x(), top, bar, 6), 3, 3)
    painter.setBrush(theme.color(f"{state}_mark" if state else "s_linux"))
    painter.drawRoundedRect(QRectF(place.x(), top, max(6, bar * min(1.0, fraction)), 6), 3, 3)
    painter.setBrush(theme.color("text3"))
    painter.drawRect(QRectF(place.x() + bar * WARN_AT, top - 2, 1, 10))
    painter.setPen(theme.color(state or "text2"))
    painter.setFont(theme.font("caption_strong" if state else "caption"))
    words = place.adjusted(bar + _GAP, 0, 0, 0)
    mode = Qt.TextElideMode.ElideRight
    short = QFontMetrics(painter.font()).elidedText(text, mode, int(words.width()))
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, short)
    painter.restore()


class UsageBar(Painted):
    """One bar; its words are its name for a screen reader."""

    def __init__(self, fraction: float, text: str) -> None:
        super().__init__()
        self._fraction, self._text = fraction, text
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setMinimumWidth(_BAR + _GAP + theme.px(_WORDS_LEAST))
        self.setToolTip(text)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint it."""
        del event
        draw_usage(self.painter(), QRectF(self.rect()), self._fraction, self._text, _BAR)
