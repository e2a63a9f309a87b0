"""A problem of a field in one line, as it stands below the field."""

from __future__ import annotations

from gui.texts import tr
from installer.api import Problem


def problem_text(problem: Problem) -> str:
    """A problem of a field in one line: what is wrong, and what is allowed."""
    text = tr(problem.message)
    text = text[:1].upper() + text[1:]
    if problem.suggestion:
        return tr(
            "{problem}. Did you mean {suggestion}?", problem=text, suggestion=problem.suggestion
        )
    if problem.allowed:
        return tr("{problem}. Allowed: {allowed}", problem=text, allowed=tr(problem.allowed))
    return text
