"""Ages and spans of time in kubectl's words.

The rules are those of `HumanDuration` in k8s.io/apimachinery/pkg/util/duration and of
`translateTimestampSince` in k8s.io/kubernetes/pkg/printers/internalversion.
"""

from __future__ import annotations

from datetime import datetime

UNKNOWN = "<unknown>"
INVALID = "<invalid>"
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_YEAR = 365 * _DAY


def moment(text: str | None) -> float | None:
    """A time stamp of the API (RFC 3339) as seconds since 1970; None when absent or not one."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError):
        return None


def age(at: float | None, now: float) -> str:
    """How long ago a moment is: `5m`, `3d4h`, `<unknown>` or, in the future, `<invalid>`."""
    return UNKNOWN if at is None else between(at, now)


def between(start: float, end: float) -> str:
    """The time from one moment to another in at most two units."""
    whole = int(end - start)  # towards zero, as Go's conversion does
    if whole < -1:
        return INVALID
    if whole < 0:
        return "0s"
    return _words(whole)


def _words(seconds: int) -> str:
    minutes, hours, days = seconds // _MINUTE, seconds // _HOUR, seconds // _DAY
    if seconds < 2 * _MINUTE:
        return f"{seconds}s"
    if minutes < 10:
        return _two(minutes, "m", seconds % _MINUTE, "s")
    if minutes < 3 * 60:
        return f"{minutes}m"
    if hours < 8:
        return _two(hours, "h", minutes % 60, "m")
    if hours < 48:
        return f"{hours}h"
    if hours < 8 * 24:
        return _two(days, "d", hours % 24, "h")
    if hours < 2 * 365 * 24:
        return f"{days}d"
    years = seconds // _YEAR
    if hours < 8 * 365 * 24:
        return _two(years, "y", days % 365, "d")
    return f"{years}y"


def _two(first: int, unit: str, second: int, smaller: str) -> str:
    return f"{first}{unit}{second}{smaller}" if second else f"{first}{unit}"
