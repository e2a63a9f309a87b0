"""The log of a run: everything that happened, one line each, for whoever was not there.

    2026-11-25T14:03:07+00:00 step prepare-data-disk:shop-1 began: Prepare the data disk of shop-1

Unlike what is shown on a terminal nothing is left out.  The file is only added to, so that several
runs on one PC stand in it one after another; secrets are taken out of every line.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TextIO

from installer.clock import SystemClock
from installer.errors import EdgewrightError, UsageError
from installer.events import (
    CheckFinished,
    Event,
    FactRead,
    Notice,
    PhaseStarted,
    QuestionAsked,
    ResourceOwned,
    ResourceRemoved,
    RunFinished,
    RunStarted,
    StepFinished,
    StepProgress,
    StepRetry,
    StepStarted,
)
from installer.host.redact import redact


class LogFile:
    """A log that may be off: then nothing is written anywhere."""

    def __init__(self, file: TextIO | None) -> None:
        self._file = file

    def tell(self, event: Event) -> None:
        """Write what happened; a subscriber of the session's events."""
        self._write(event.at, event_words(event))

    def end(self, words: str) -> None:
        """Write how the command ended."""
        self._write(SystemClock().now(), words)

    def _write(self, at: datetime, words: str) -> None:
        if self._file is None:
            return
        # Redacted as a whole first: a private key has many lines.
        line = " | ".join(part.strip() for part in redact(words).splitlines() if part.strip())
        try:
            self._file.write(f"{at.isoformat(timespec='seconds')} {line}\n")
            self._file.flush()
        except OSError as error:
            # The installation is worth more than its log.
            self._file = None
            sys.stderr.write(f"The log ends here, it cannot be written any more: {error}\n")


@contextlib.contextmanager
def logging_to(path: Path | None) -> Iterator[LogFile]:
    """A log in this file until the block ends; how it ended is its last line.

    Raises UsageError when the file cannot be written.
    """
    if path is None:
        yield LogFile(None)
        return
    try:
        file = path.open("a", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise UsageError(
            f"The log {path} cannot be written; nothing was done.",
            details=str(error),
            resolution="Give --log a file in a folder that is there and that you may write to.",
        ) from error
    log = LogFile(file)
    try:
        yield log
    except EdgewrightError as error:
        log.end(f"ended with code {error.exit_code}: {error.brief} {error.advice}")
        if error.details:
            log.end(f"details: {error.details}")
        raise
    except BaseException as error:
        log.end(f"ended by {type(error).__name__} {error}")
        raise
    finally:
        # On a full disk even this fails, which was told when the log ended.
        with contextlib.suppress(OSError):
            file.close()


def event_words(event: Event) -> str:  # noqa: C901 - one line for each kind of event
    """What an event says, for a log."""
    match event:
        case FactRead():
            return f"fact {event.fact} {event.problem or 'read'}"
        case CheckFinished():
            evidence = "".join(f"\n{name}: {value}" for name, value in event.evidence.items())
            return f"check {event.check} {event.verdict}: {event.summary} {event.remedy}{evidence}"
        case RunStarted():
            return f"{event.kind} of {event.cluster} began"
        case PhaseStarted():
            return f"phase {event.index} of {event.total}: {event.title}"
        case StepStarted():
            return f"step {event.step} began, try {event.attempt}: {event.title}"
        case StepProgress():
            share = "" if event.fraction is None else f" ({event.fraction:.0%})"
            return f"step {event.step}: {event.text}{share}"
        case StepRetry():
            return f"step {event.step} is tried again in {event.delay:.0f} s: {event.reason}"
        case StepFinished():
            why = f": {event.reason} [{event.code}]" if event.code or event.reason else ""
            return f"step {event.step} {event.outcome} after {event.seconds:.1f} s{why}"
        case ResourceOwned():
            return f"makes {event.kind} {event.ident}"
        case ResourceRemoved():
            return f"removes {event.kind} {event.ident}: {event.problem or 'done'}"
        case Notice():
            return f"note: {event.text}"
        case QuestionAsked():
            return f"question {event.question}: {event.text} Without an answer: {event.default}"
        case RunFinished():
            why = f": {event.reason} [{event.code}]" if event.code or event.reason else ""
            return f"run of {event.cluster} {event.outcome} after {event.seconds:.1f} s{why}"
        case _:
            return type(event).__name__
