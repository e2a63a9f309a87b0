"""What is told at the bottom of the window: what was done, what failed, what can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from gui.texts import tr
from gui.viewmodels.failure import explain

_SHOWN_MS = 6000


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A state, a sentence, the exact text, and what takes it back."""

    state: str
    text: str
    details: str = ""
    undo: Callable[[], None] | None = None


class Notices(QObject):
    """One at a time; the newest stays until it is read, taken back, or over."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.current: NoticeText | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)

    def tell(self, text: str, state: str = "ok") -> None:
        """Say that something was done."""
        self.show(NoticeText(state, text), _SHOWN_MS)

    def fail(self, what: str, error: BaseException) -> None:
        """Say that something failed, and why; this stays until it is closed."""
        failure = explain(error)
        words = tr("{what}: {why}", what=what, why=failure.what)
        self.show(NoticeText("fail", words, failure.details or failure.advice), 0)

    def show(self, notice: NoticeText, milliseconds: int) -> None:
        """Show a notice for a while, or with 0 until it is closed."""
        self.current = notice
        self._timer.stop()
        if milliseconds:
            self._timer.start(milliseconds)
        self.changed.emit()

    def clear(self) -> None:
        """Say nothing more."""
        self._timer.stop()
        self.current = None
        self.changed.emit()
