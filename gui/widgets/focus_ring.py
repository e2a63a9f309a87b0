"""The ring round the control with the focus, as long as the keyboard is in use.

It listens at the window, where keys and clicks come in, and at the control and what holds it; an
event filter at the application would run Python for every event that there is.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from gui.theme.theme import theme
from gui.theme.tokens import Measure
from gui.widgets.painted import Painted

_KEYS = {
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
}
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show}
_ROOM, _SIGHT = 4, 24


class FocusRing(Painted):
    """One of a window; it lies above everything and takes no click.

    While Alt is held it has the letters of buttons underlined, as Windows does it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.setParent(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._target: QWidget | None = None
        self._chain: list[QWidget] = []
        self._keyboard = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._place)
        window.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Notice whether keys or mouse are used, and when the control moves."""
        kind = event.type()
        if kind is QEvent.Type.Show and watched is self.parent():
            # Only now there is a native window, where keys and clicks arrive first.
            handle = self.window().windowHandle()
            if handle is not None:
                handle.removeEventFilter(self)
                handle.installEventFilter(self)
        elif isinstance(event, QKeyEvent):
            self._hear(event)
        elif kind is QEvent.Type.MouseButtonPress:
            self._keyboard = False
            self.hide()
        elif kind is QEvent.Type.WindowDeactivate:
            theme.show_mnemonics(shown=False)
        elif kind in _MOVES and watched in self._chain:
            self._soon.start()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint the ring."""
        del event
        painter = self.painter()
        painter.setPen(QPen(theme.color("focus"), Measure.focus))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)

    def _hear(self, event: QKeyEvent) -> None:
        pressed = event.type() is QEvent.Type.KeyPress
        if event.key() == Qt.Key.Key_Alt:
            theme.show_mnemonics(shown=pressed)
        elif pressed and event.key() in _KEYS and not self._keyboard:
            self._keyboard = True
            self._soon.start()

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        for widget in filter(isValid, self._chain):
            widget.removeEventFilter(self)
        self._chain = []
        self._target = new if new is not None and new.window() is self.window() else None
        holder = self._target
        while holder is not None and holder is not self.window():
            self._chain.append(holder)
            holder.installEventFilter(self)
            holder = holder.parentWidget()
        if self._keyboard and self._target is not None:
            for area in self._chain:
                if isinstance(area, QScrollArea):
                    area.ensureWidgetVisible(self._target, _SIGHT, _SIGHT)
        self._place()

    def _place(self) -> None:
        target = self._target
        # Pages make their controls anew all the time: this one may be gone already.
        there = target is not None and isValid(target) and target.isVisible()
        if target is None or not there or not self._keyboard:
            self.hide()
            return
        parent = target.parentWidget()
        if isinstance(parent, QAbstractSpinBox):
            target = parent
        place = QRect(target.mapTo(self.window(), QPoint(0, 0)), target.size())
        self.setGeometry(place.adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM))
        self.raise_()
        self.show()
