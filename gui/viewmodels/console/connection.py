"""How fresh what is shown is, in words for the header and for the page; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QDateTime

from gui.cells import State
from gui.texts import language, later, tr
from installer.api.console import FeedState, FeedWord, Health

# The first that holds for a list is what the header says.
_WORST = (
    FeedWord.ERROR,
    FeedWord.STALE,
    FeedWord.RECONNECTING,
    FeedWord.DENIED,
    FeedWord.LOADING,
    FeedWord.SAVED,
    FeedWord.LIVE,
    FeedWord.ABSENT,
)
_WORDS: Mapping[FeedWord, tuple[str, str]] = {
    FeedWord.LOADING: ("run", later("Connecting")),
    FeedWord.LIVE: ("ok", later("Live")),
    FeedWord.RECONNECTING: ("run", later("Reconnecting")),
    FeedWord.STALE: ("warn", later("Stale since {time}")),
    FeedWord.DENIED: ("warn", later("No permission")),
    FeedWord.ABSENT: ("neutral", later("Not in this cluster")),
    FeedWord.ERROR: ("fail", later("Error")),
    FeedWord.SAVED: ("info", later("Saved file, read only")),
}
_HEALTH: Mapping[Health, tuple[str, str]] = {
    Health.HEALTHY: ("ok", later("Healthy")),
    Health.ATTENTION: ("warn", later("Needs attention")),
    Health.TROUBLE: ("fail", later("Not working")),
    Health.UNKNOWN: ("neutral", later("Not known")),
}


def worst(states: Iterable[FeedState | None]) -> FeedState | None:
    """The state that the header tells; None while nothing was heard."""
    known = [state for state in states if state is not None]
    return min(known, key=lambda state: _WORST.index(state.word), default=None)


def connection_words(state: FeedState | None) -> State:
    """Mark and words of the connection."""
    if state is None:
        return State("run", tr("Connecting"))
    mark, words = _WORDS[state.word]
    if state.word is FeedWord.STALE:
        return State(mark, tr(words, time=clock_text(state.since)))
    return State(mark, tr(words))


def health_words(health: Health) -> State:
    """Mark and word of a cluster's health."""
    mark, words = _HEALTH[health]
    return State(mark, tr(words))


def clock_text(moment: float) -> str:
    """A time of the day, as the language writes it."""
    at = QDateTime.fromMSecsSinceEpoch(int(moment * 1000)).time()
    return language.locale.toString(at, language.locale.FormatType.ShortFormat)
