"""A Windows PC as a host: every command is a script, every file goes through one.

Where PowerShell runs, on this PC or on another one over WinRM, is the engine's business.
"""

from __future__ import annotations

import base64
import itertools
import json
import secrets
from collections.abc import Iterable
from typing import Protocol

from installer.host.base import Command, Result
from installer.host.windows_script import Json, read_answer, request, windows_script

_FILE_SECONDS = 60.0


class PowerShellEngine(Protocol):
    """Starts Windows PowerShell with the constant bootstrap."""

    async def execute(self, stdin: Iterable[bytes], *, purpose: str, timeout: float) -> Result:
        """Give it this input, piece by piece, and wait for its end.

        Raises CommandTimeout after `timeout` seconds, having ended all that was started,
        PowerShellUnusable when Windows does not start it, and what the connection raises.
        """
        ...

    async def aclose(self) -> None:
        """Give back what is held."""
        ...


class WindowsHost:
    """Runs the scripts of `resources/powershell` by an engine."""

    def __init__(self, engine: PowerShellEngine) -> None:
        self._engine = engine

    async def run(self, command: Command, *, timeout: float) -> Result:
        """Run a script (`windows_script`); its answer is JSON on the standard output.

        Raises ScriptFailed when it failed, PowerShellUnusable, and what the engine raises.
        """
        return Result(0, json.dumps(await self.ask(command, timeout=timeout)))

    async def ask(self, command: Command, *, timeout: float, more: Iterable[bytes] = ()) -> Json:
        """As `run`, with the answer itself; `more` are lines that the script reads."""
        nonce = secrets.token_hex(16)
        stdin = itertools.chain((request(command, nonce),), more)
        result = await self._engine.execute(stdin, purpose=command.purpose, timeout=timeout)
        return read_answer(command, nonce, result)

    async def read_text(self, path: str) -> str:
        """See `HostDriver.read_text`."""
        script = windows_script("host/read-file", f"Reading {path}", {"path": path})
        answer = await self.ask(script, timeout=_FILE_SECONDS)
        if answer["state"] == "absent":
            raise FileNotFoundError(path)
        if answer["state"] == "refused":
            raise PermissionError(path)
        return base64.b64decode(answer["content"]).decode("utf-8", "replace")

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        """See `HostDriver.write_text`; a mode without rights for others means administrators and
        SYSTEM only.
        """
        content = base64.b64encode(text.encode()).decode()
        arguments = {"path": path, "content": content, "private": not mode & 0o077}
        script = windows_script("host/write-file", f"Writing {path}", arguments)
        await self.ask(script, timeout=_FILE_SECONDS)

    async def aclose(self) -> None:
        """See `HostDriver.aclose`."""
        await self._engine.aclose()
