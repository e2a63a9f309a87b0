"""The moment for which ages are shown; a test stops it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDateTime

from gui.texts import duration_text, tr

Now = Callable[[], float]
_DAY, _LONG_DAYS = 86_400, 2


def now() -> float:
    """Seconds since 1970."""
    return QDateTime.currentMSecsSinceEpoch() / 1000


def past_words(moment: float, at: float) -> str:
    """How long a moment is past; whole days from two days on."""
    seconds = max(0.0, at - moment)
    if seconds >= _LONG_DAYS * _DAY:
        return tr("{count} days", count=int(seconds // _DAY))
    return duration_text(seconds)
