"""An error as people see it: what happened, why, what to do, and the exact text to copy."""

from __future__ import annotations

import traceback
from dataclasses import dataclass

from gui.engine_words import said
from gui.texts import later
from installer.api import EdgewrightError, StepFailed, find_known_issue, redact


@dataclass(frozen=True, slots=True)
class Failure:
    """What a page shows of an error, in the language in use; `details` is free of secrets."""

    brief: str
    cause: str
    remedy: str
    details: str
    code: str

    @property
    def what(self) -> str:
        """What happened."""
        return said(self.brief)

    @property
    def why(self) -> str:
        """Why it happened, as far as it is known."""
        return said(self.cause)

    @property
    def advice(self) -> str:
        """What to do."""
        return said(self.remedy)

    def text(self) -> str:
        """All of it, to copy."""
        parts = [self.what, self.why, self.advice, self.details, f"[{self.code}]"]
        return "\n".join(part for part in parts if part)


def explain(error: BaseException) -> Failure:
    """The failure that an error is; an error that nobody expected is one too."""
    if not isinstance(error, EdgewrightError):
        return Failure(
            brief=later("The program met a fault of its own."),
            cause=later("What was done so far is written down and safe."),
            remedy=later("Try again. If it happens again, send the details to support."),
            details=redact("".join(traceback.format_exception(error))[-4000:]),
            code="gui.unexpected",
        )
    cause = error.causes[0] if isinstance(error, StepFailed) and error.causes else error
    issue = find_known_issue(cause.details)
    return Failure(
        brief=cause.brief,
        cause=issue.cause if issue else "",
        remedy=issue.remedy if issue else cause.advice,
        details=redact(cause.details),
        code=cause.code,
    )
