"""Ends a process with all that it has started, as each system has it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from asyncio.subprocess import Process
from pathlib import PureWindowsPath
from typing import Protocol

_ENDING_SECONDS = 20


class ProcessTree(Protocol):
    """How a process is started so that its tree can be ended, and how that is done."""

    @property
    def new_session(self) -> bool:
        """Whether the process gets a session of its own (POSIX)."""
        ...

    @property
    def flags(self) -> int:
        """Flags of CreateProcess (Windows)."""
        ...

    async def end(self, process: Process) -> None:
        """End it and what it has started, and wait for its end."""
        ...


class PosixTree:
    """A process group."""

    new_session = True
    flags = 0

    async def end(self, process: Process) -> None:
        """See `ProcessTree.end`."""
        # What runs as root (by sudo or pkexec) cannot be ended by this user, only waited for.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


class WindowsTree:
    """taskkill(1), which follows the parents' numbers; `folder` is that of Windows."""

    new_session = False
    # CREATE_NO_WINDOW: no window flashes up, and there is still a console with a code page.
    flags = 0x08000000

    def __init__(self, folder: str) -> None:
        self._program = str(PureWindowsPath(folder, "System32", "taskkill.exe"))

    async def end(self, process: Process) -> None:
        """See `ProcessTree.end`."""
        with contextlib.suppress(OSError, TimeoutError):
            killer = await asyncio.create_subprocess_exec(
                self._program,
                *("/T", "/F", "/PID", str(process.pid)),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
                creationflags=self.flags,
            )
            async with asyncio.timeout(_ENDING_SECONDS):
                await killer.wait()
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
