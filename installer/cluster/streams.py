"""What logs, shells and port forwards give; all listeners run on the loop of the caller."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LogTarget:
    """A container whose log is wanted; no container means the pod's first one."""

    namespace: str
    pod: str
    container: str = ""


class Severity(StrEnum):
    """How a log line is coloured, as far as its own words tell."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    DEBUG = "debug"
    NONE = ""


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of a log: from where, when (seconds since 1970), and its inert text."""

    target: LogTarget
    at: float | None
    text: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class LogBatch:
    """Lines since the last batch, at most ten batches a second.

    `dropped` counts lines that came faster than they could be shown.  `ended` names targets that
    give no more, with the reason in words.
    """

    lines: tuple[LogLine, ...]
    dropped: int = 0
    ended: tuple[tuple[LogTarget, str], ...] = ()


class Stoppable(Protocol):
    """Something that goes on until it is closed."""

    def close(self) -> None:
        """End it; nothing is called back afterwards.  Closing twice is no error."""
        ...


class Shell(Stoppable, Protocol):
    """A running shell in a container."""

    def send(self, data: bytes) -> None:
        """Type something; returns at once."""
        ...

    def resize(self, columns: int, rows: int) -> None:
        """Tell the other end how large the terminal is."""
        ...


class Forward(Stoppable, Protocol):
    """A local port that leads to a port of a pod."""

    @property
    def local_port(self) -> int:
        """The port on this PC (127.0.0.1)."""
        ...

    @property
    def target(self) -> tuple[str, str, int]:
        """Namespace, pod and port."""
        ...

    @property
    def problem(self) -> str:
        """Why the last connection failed; empty while all is well."""
        ...
