"""A line of a log: its time stamp, its text without escapes, and how serious it is."""

from __future__ import annotations

import re

from installer.cluster.ages import moment
from installer.cluster.streams import LogLine, LogTarget, Severity
from installer.cluster.text import inert

_LENGTH = 8000
# Colours and cursor movements that programs write for terminals.
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_WORDS = (
    (Severity.ERROR, r"FATAL|ERROR|ERR|CRITICAL|PANIC|EMERG|ALERT|SEVERE"),
    (Severity.WARNING, r"WARN|WARNING"),
    (Severity.INFO, r"INFO|NOTICE"),
    (Severity.DEBUG, r"DEBUG|TRACE"),
)
# The level stands near the start of a line: as a word, as a field, or as klog's first letter.
_HEAD = 160
_LEVEL = re.compile(
    "|".join(f"(?P<{severity.name}>\\b(?:{words})\\b)" for severity, words in _WORDS)
    + r"|(?P<KLOG>^[IWEF]\d{4} )",
    re.IGNORECASE,
)
_KLOG = {
    "I": Severity.INFO,
    "W": Severity.WARNING,
    "E": Severity.ERROR,
    "F": Severity.ERROR,
}


def log_line(target: LogTarget, raw: bytes) -> LogLine:
    """A line as the API gives it with `timestamps=true`."""
    text = raw[: 4 * _LENGTH].decode("utf-8", "replace").rstrip("\r\n")
    stamp, _, rest = text.partition(" ")
    at = moment(_micro(stamp))
    if at is None:
        rest = text
    rest = _ESCAPES.sub("", rest)
    return LogLine(target, at, inert(rest, _LENGTH), severity_of(rest))


def severity_of(text: str) -> Severity:
    """How serious a line is, as far as its own words tell."""
    match = _LEVEL.search(text, 0, _HEAD)
    if match is None:
        return Severity.NONE
    if match["KLOG"]:
        return _KLOG[match["KLOG"][0]]
    return next(severity for severity, _ in _WORDS if match[severity.name])


def _micro(stamp: str) -> str:
    """Nanoseconds cut to what Python reads."""
    head, point, rest = stamp.partition(".")
    digits = rest.rstrip("Z")
    return f"{head}.{digits[:6].ljust(6, '0')}Z" if point and digits.isdigit() else stamp
