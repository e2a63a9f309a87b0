"""Deletes with a way back: the call is sent only when some seconds have passed.

A second deletion sends the first at once; so does closing the window, because the user has asked
for it and was shown no doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer

from gui.texts import tr
from gui.viewmodels.console.notices import Notices, NoticeText
from gui.viewmodels.work import Work
from installer.api.console import Console, Ref

UNDO_SECONDS = 6


@dataclass(slots=True)
class _Waiting:
    console: Console
    refs: tuple[Ref, ...]
    left: int = field(default=UNDO_SECONDS)


class Removals(QObject):
    """One deletion waits at a time."""

    def __init__(self, work: Work, notices: Notices) -> None:
        super().__init__()
        self._work, self._notices = work, notices
        self._waiting: _Waiting | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)

    def ask(self, console: Console, refs: Sequence[Ref]) -> None:
        """Delete objects after the time in which it can be taken back."""
        self.send_now()
        self._waiting = _Waiting(console, tuple(refs))
        self._timer.start()
        self._tell()

    def take_back(self) -> None:
        """Delete nothing after all."""
        self._waiting = None
        self._timer.stop()
        self._notices.tell(tr("Nothing was deleted"), "info")

    def send_now(self) -> None:
        """Wait no longer."""
        waiting, self._waiting = self._waiting, None
        self._timer.stop()
        if waiting is not None:
            self._work.start(
                self._delete(waiting),
                "delete objects",
                failed=lambda error: self._notices.fail(tr("Could not delete"), error),
            )

    def _tick(self) -> None:
        waiting = self._waiting
        if waiting is None:
            return
        waiting.left -= 1
        if waiting.left <= 0:
            self.send_now()
        else:
            self._tell()

    def _tell(self) -> None:
        waiting = self._waiting
        if waiting is None:
            return
        what = (
            waiting.refs[0].name
            if len(waiting.refs) == 1
            else tr("{count} objects", count=len(waiting.refs))
        )
        text = tr("{what} will be deleted in {seconds} s", what=what, seconds=waiting.left)
        self._notices.show(NoticeText("warn", text, undo=self.take_back), 0)

    async def _delete(self, waiting: _Waiting) -> None:
        for ref in waiting.refs:
            await waiting.console.delete(ref)
        count = len(waiting.refs)
        name = waiting.refs[0].name
        self._notices.tell(
            tr("{name} was deleted", name=name)
            if count == 1
            else tr("{count} objects were deleted", count=count)
        )
