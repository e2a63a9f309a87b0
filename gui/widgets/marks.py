"""Marks and pills as widgets; `draw_mark` paints a mark into something else."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QHideEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy

from gui.texts import tr
from gui.theme.theme import theme
from gui.widgets.mark_shapes import draw_mark
from gui.widgets.painted import Painted

__all__ = ["Mark", "Pill", "draw_mark", "soft_tone", "state_word"]

_TURN_MS, _TURN_DEGREES = 40, 8


def state_word(state: str) -> str:
    """The word for a state, as a screen reader says it."""
    return {
        "ok": tr("OK"),
        "warn": tr("Check"),
        "fail": tr("Problem"),
        "info": tr("Note"),
        "neutral": tr("Off"),
        "run": tr("Running"),
        "wait": tr("Waiting"),
    }.get(state, state)


def soft_tone(state: str) -> str:
    """The colour of the words that go with a state."""
    return {"run": "info", "wait": "neutral"}.get(state, state)


class Mark(Painted):
    """The mark of a state; that of `run` turns while it can be seen."""

    def __init__(self, state: str, size: int = 18, word: str = "") -> None:
        super().__init__()
        self._state, self._angle = state, 40
        self.setFixedSize(size, size)
        self.setAccessibleName(word or state_word(state))
        self._timer = QTimer(self)
        self._timer.setInterval(_TURN_MS)
        self._timer.timeout.connect(self._turn)

    @property
    def state(self) -> str:
        """The state that is shown."""
        return self._state

    def show_state(self, state: str, word: str = "") -> None:
        """Show another state."""
        self._state = state
        self.setAccessibleName(word or state_word(state))
        self._sync(visible=self.isVisible())
        self.update()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Begin to turn."""
        super().showEvent(event)
        self._sync(visible=True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's own name
        """What nobody sees costs nothing."""
        super().hideEvent(event)
        self._sync(visible=False)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint the mark."""
        del event
        draw_mark(self.painter(), QRectF(self.rect()), self._state, self._angle)

    def _sync(self, *, visible: bool) -> None:
        if visible and self._state == "run":
            self._timer.start()
        else:
            self._timer.stop()

    def _turn(self) -> None:
        self._angle = (self._angle + _TURN_DEGREES) % 360
        self.update()


class Pill(Painted):
    """A mark and a word on soft ground.  It cannot be pressed."""

    def __init__(self, state: str, text: str) -> None:
        super().__init__()
        self._state, self._text = state, text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """As wide as mark and word."""
        words = QFontMetrics(theme.font("caption_strong")).horizontalAdvance(self._text)
        return QSize(words + 36, theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint ground, mark and word."""
        del event
        painter, height, tone = self.painter(), self.height(), soft_tone(self._state)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{tone}_soft"))
        painter.drawRoundedRect(self.rect(), height / 2, height / 2)
        draw_mark(painter, QRectF(8, height / 2 - 7, 14, 14), self._state)
        painter.setPen(theme.color(tone))
        painter.setFont(theme.font("caption_strong"))
        words = QRect(27, 0, self.width() - 27, height)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._text)
