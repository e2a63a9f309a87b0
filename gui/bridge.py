"""Makes every error that nobody caught visible: of a task, of a slot, of the program itself.

Errors that the engine foresees are shown by the page that asked for the work.  What arrives here
is a fault of ours, or a state of the PC that nobody thought of; it must not vanish in a log.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import traceback
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Signal

from installer.api import EdgewrightError, redact

_log = logging.getLogger(__name__)


class Unexpected(QObject):
    """Hears of uncaught errors; `reported` carries the details, without any secret."""

    reported = Signal(str)

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hear of the tasks and callbacks of a loop, and of what Qt calls."""
        loop.set_exception_handler(self._hear_loop)
        sys.excepthook = self._hear_program

    def release(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hear nothing more."""
        loop.set_exception_handler(None)
        sys.excepthook = sys.__excepthook__

    def report(self, error: BaseException, doing: str = "") -> None:
        """Log an error with all that is known of it, and tell those who listen."""
        _log.error("%s", doing or "an error that nobody expected", exc_info=error)
        self.reported.emit(redact(details_of(error, doing)))

    def _hear_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self.report(error, str(context.get("message", "")))
        else:
            # A remark of asyncio about itself: for the log, nobody has to act.
            loop.default_exception_handler(context)

    def _hear_program(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            self.report(error)
        else:
            sys.__excepthook__(kind, error, trace)


def details_of(error: BaseException, doing: str = "") -> str:
    """The exact text of an error: what was done, its own words, and where it came from."""
    lines = [doing] if doing else []
    if isinstance(error, EdgewrightError):
        lines += [f"{error.code}  {error.brief}", error.details]
    lines += traceback.format_exception(error)
    return "\n".join(line.rstrip() for line in lines if line.strip())
