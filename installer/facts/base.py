"""What a fact is: one command or file that is read from a PC, and a pure parser for it.

Facts are read once, all together, each with a time-out of its own.  A fact that could not be
read is remembered with its reason, so that the checks which need it say "unknown" instead of
vanishing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from installer.host.base import HostDriver

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Target:
    """The PC that is looked at, and the folder on it that shall hold the clusters."""

    host: HostDriver
    state_dir: str


@dataclass(frozen=True, slots=True)
class FactSpec(Generic[T]):
    """How to learn one fact: `read` does the I/O and returns text, `parse` is pure."""

    id: str
    read: Callable[[Target], Awaitable[str]]
    parse: Callable[[str], T]
    timeout: float = 20.0


@dataclass(frozen=True, slots=True)
class Unread:
    """A fact that could not be read, and why."""

    reason: str


class FactUnavailable(Exception):
    """A check asked for a fact that could not be read; preflight turns it into UNKNOWN."""

    def __init__(self, fact_id: str, reason: str) -> None:
        super().__init__(f"{fact_id}: {reason}")
        self.fact_id = fact_id
        self.reason = reason


class Facts:
    """The facts of one PC at one moment."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = dict(values)

    def get(self, spec: FactSpec[T]) -> T:
        """The value of a fact; raises FactUnavailable when it could not be read."""
        value = self._values.get(spec.id, Unread("it was not read"))
        if isinstance(value, Unread):
            raise FactUnavailable(spec.id, value.reason)
        return cast(T, value)

    def find(self, spec: FactSpec[T]) -> T | None:
        """The value of a fact, or None when it could not be read."""
        value = self._values.get(spec.id)
        return None if isinstance(value, Unread) else cast(T, value)

    def as_dict(self) -> dict[str, object]:
        """All values by id, for reports."""
        return dict(self._values)
