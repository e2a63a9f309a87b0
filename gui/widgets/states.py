"""What stands where content would be: nothing there, not yet there, or not to be had."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QLinearGradient, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QStyle, QWidget

from gui.texts import tr
from gui.theme.theme import theme
from gui.widgets.evidence import Evidence
from gui.widgets.layouts import column, row, vbox
from gui.widgets.marks import Mark
from gui.widgets.painted import Painted
from gui.widgets.text import Icon, Text

_WIDTH, _ICON, _MARK = 340, 36, 32
_ROW, _STEP_MS = 28, 50
# Parts of a row of the skeleton: where it begins and how wide it is, of the width.
_BARS = ((0.0, 0.34), (0.40, 0.13), (0.58, 0.18), (0.82, 0.1))


class Notice(QWidget):
    """An icon or a mark, what is the case, why, the exact text of it, and what can be done."""

    def __init__(
        self,
        sign: QWidget,
        title: str,
        detail: str,
        *,
        evidence: str = "",
        actions: Sequence[QAbstractButton] = (),
    ) -> None:
        super().__init__()
        layout = vbox(self, (24, 24, 24, 24), 6)
        layout.addStretch(1)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(6)
        parts: list[QWidget] = [Text(title, "section", wrap=True)]
        if detail:
            parts.append(Text(detail, "small", "text2", wrap=True))
        for text in parts:
            if isinstance(text, Text):
                text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        if evidence:
            parts.append(Evidence(evidence))
        middle = QWidget()
        middle.setMaximumWidth(theme.px(_WIDTH))
        inner = vbox(middle, gap=6)
        for part in parts:
            inner.addWidget(part)
        # An alignment would turn off that the height of wrapped words follows the width.
        layout.addLayout(row(None, (middle, 10_000), None))
        if actions:
            layout.addSpacing(8)
            layout.addLayout(row(None, *actions, None))
        layout.addStretch(1)
        self.setAccessibleName(f"{title}. {detail}".strip())


def empty_state(
    icon_name: str, title: str, detail: str, actions: Sequence[QAbstractButton] = ()
) -> Notice:
    """Nothing is there, and that is no fault."""
    return Notice(Icon(icon_name, _ICON, "text3"), title, detail, actions=actions)


def error_state(
    title: str, detail: str, evidence: str = "", actions: Sequence[QAbstractButton] = ()
) -> Notice:
    """It could not be had."""
    sign = Mark("fail", _MARK)
    return Notice(sign, title, detail, evidence=evidence, actions=actions)


class Skeleton(Painted):
    """Grey bars in the shape of what will come; they shimmer unless the system is told not to."""

    def __init__(self) -> None:
        super().__init__()
        self._light = 0.35
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Loading"))
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._step)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Begin to shimmer."""
        super().showEvent(event)
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        if QApplication.style().styleHint(hint, None, self) > 0:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's own name
        """What nobody sees costs nothing."""
        super().hideEvent(event)
        self._timer.stop()

    def _step(self) -> None:
        self._light = (self._light + 0.02) % 1.4
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint as many rows as there is room for."""
        del event
        painter, width = self.painter(), self.width() - 50
        painter.setPen(Qt.PenStyle.NoPen)
        shade = QLinearGradient(0, 0, self.width(), 0)
        dark, light, middle = theme.color("pressed"), theme.color("hover"), min(1.0, self._light)
        for at, color in (
            (0.0, dark),
            (max(0.0, middle - 0.15), dark),
            (middle, light),
            (min(1.0, middle + 0.15), dark),
        ):
            shade.setColorAt(at, color)
        painter.setBrush(shade)
        for number in range(max(0, (self.height() - 10) // _ROW)):
            top = number * _ROW + 13
            painter.drawEllipse(QRectF(14, top - 2, 14, 14))
            shorter = 1 - 0.18 * ((number * 7) % 3)
            for start, part in _BARS:
                place = QRectF(40 + width * start, top, width * part * shorter, 10)
                painter.drawRoundedRect(place, 4, 4)


class Loading(QWidget):
    """The skeleton, and after some seconds words beside it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = Text(words, "small", "text3")
        self._words.hide()
        vbox(self).addLayout(column(row(14, self._words, None), (Skeleton(), 1), gap=0))
        QTimer.singleShot(_SLOW_MS, self._words, self._words.show)


# From here on somebody who waits wants to know for what.
_SLOW_MS = 10_000
