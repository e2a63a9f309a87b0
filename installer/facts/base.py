"""What a fact is: one command or file that is read from a PC, and a pure parser for it.

Facts are read once, all together, each with a time-out of its own.  A fact that could not be
read is remembered with its reason, so that the checks which need it say "unknown" instead of
vanishing.
"""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from typing import Generic, TypeVar, cast

from installer.host.base import HostDriver
from installer.host.windows_script import windows_script

T = TypeVar("T")
_SCRIPT_SECONDS = 60.0


class Platform(enum.StrEnum):
    """What runs on a PC; which facts and checks there are follows from it."""

    LINUX = "linux"
    WINDOWS = "windows"


class ScriptAnswers:
    """What the scripts of a Windows PC said.  PowerShell starts slowly, so each script runs once,
    though several facts read its answer.
    """

    def __init__(self) -> None:
        self._said: dict[str, str] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def of(self, host: HostDriver, name: str, folder: str) -> str:
        """The JSON that a script of `powershell/facts` answers."""
        async with self._locks.setdefault(name, asyncio.Lock()):
            if name not in self._said:
                script = windows_script(f"facts/{name}", "Looking at the PC", {"folder": folder})
                result = await host.run(script, timeout=_SCRIPT_SECONDS)
                self._said[name] = result.stdout
            return self._said[name]


@dataclass(frozen=True, slots=True)
class Target:
    """The PC that is looked at, the folder on it that shall hold the clusters, and the addresses
    around it that nodes shall have; `answers` are those of a Windows PC.
    """

    host: HostDriver
    state_dir: str
    addresses: frozenset[IPv4Address] = frozenset()
    platform: Platform = Platform.LINUX
    answers: ScriptAnswers = field(default_factory=ScriptAnswers, compare=False)


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """How to learn a fact of one kind of PC: `read` does the I/O and returns text, `parse` is
    pure.
    """

    read: Callable[[Target], Awaitable[str]]
    parse: Callable[[str], T]
    timeout: float


def from_script(name: str, parse: Callable[[str], T]) -> Reading[T]:
    """What the script `powershell/facts/<name>.ps1` answers, of a Windows PC."""

    async def read(target: Target) -> str:
        return await target.answers.of(target.host, name, target.state_dir)

    return Reading(read, parse, _SCRIPT_SECONDS)


@dataclass(frozen=True, slots=True)
class FactSpec(Generic[T]):
    """How to learn one fact: `read` does the I/O and returns text, `parse` is pure.

    That is on a PC of its `platform`; `windows` is how a Windows PC is asked for the same.
    """

    id: str
    read: Callable[[Target], Awaitable[str]]
    parse: Callable[[str], T]
    timeout: float = 20.0
    platform: Platform = Platform.LINUX
    windows: Reading[T] | None = None

    def on(self, platform: Platform) -> Reading[T] | None:
        """How to learn it there; None where there is no such fact."""
        if platform is self.platform:
            return Reading(self.read, self.parse, self.timeout)
        return self.windows if platform is Platform.WINDOWS else None


def windows_fact(fact_id: str, script: str, parse: Callable[[str], T]) -> FactSpec[T]:
    """A fact that only a Windows PC has."""
    reading = from_script(script, parse)
    return FactSpec(fact_id, reading.read, parse, reading.timeout, Platform.WINDOWS)


@dataclass(frozen=True, slots=True)
class Unread:
    """A fact that could not be read, and why; `waits` when nothing at all can be asked of the PC
    before something else is put right, which a check of its own names.
    """

    reason: str
    waits: bool = False


class FactUnavailable(Exception):
    """A check asked for a fact that could not be read; preflight turns it into UNKNOWN."""

    def __init__(self, fact_id: str, reason: str, *, waits: bool = False) -> None:
        super().__init__(f"{fact_id}: {reason}")
        self.fact_id = fact_id
        self.reason = reason
        self.waits = waits


class Facts:
    """The facts of one PC at one moment; `platform` is what runs on it."""

    def __init__(self, values: Mapping[str, object], platform: Platform = Platform.LINUX) -> None:
        self._values = dict(values)
        self.platform = platform

    def get(self, spec: FactSpec[T]) -> T:
        """The value of a fact; raises FactUnavailable when it could not be read."""
        value = self._values.get(spec.id, Unread("it was not read"))
        if isinstance(value, Unread):
            raise FactUnavailable(spec.id, value.reason, waits=value.waits)
        return cast(T, value)

    def find(self, spec: FactSpec[T]) -> T | None:
        """The value of a fact, or None when it could not be read."""
        value = self._values.get(spec.id)
        return None if isinstance(value, Unread) else cast(T, value)

    def as_dict(self) -> dict[str, object]:
        """All values by id, for reports."""
        return dict(self._values)
