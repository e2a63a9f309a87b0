"""A problem of a field in one line, as it stands below the field."""

from __future__ import annotations

from gui.engine_words import said
from gui.texts import tr
from installer.api import Problem


def problem_text(problem: Problem) -> str:
    """A problem of a field in one line: what is wrong, and what is allowed."""
    text = said(problem.message, sizes=False)
    text = text[:1].upper() + text[1:]
    if problem.suggestion:
        suggestion = said(problem.suggestion, sizes=False)
        return tr("{problem}. Did you mean {suggestion}?", problem=text, suggestion=suggestion)
    if problem.allowed:
        allowed = said(problem.allowed, sizes=False)
        return tr("{problem}. Allowed: {allowed}", problem=text, allowed=allowed)
    return text
