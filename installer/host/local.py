"""This PC as a host: commands as processes, files as files."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path

from installer.errors import CommandTimeout, MissingTool
from installer.files import write_private
from installer.host.base import Command, Result
from installer.host.process_tree import PosixTree

_TREE = PosixTree()


class LocalHost:
    """Runs commands on this PC, without a shell."""

    async def run(self, command: Command, *, timeout: float) -> Result:
        """See `HostDriver.run`.  The command gets its own process group, ended as a whole."""
        program = shutil.which(command.argv[0])
        if program is None:
            raise MissingTool(command.argv[0], command.argv[0])
        process = await asyncio.create_subprocess_exec(
            program,
            *command.argv[1:],
            stdin=asyncio.subprocess.PIPE
            if command.stdin is not None
            else asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            # The parsers of facts read the C locale's words and digits.
            env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": ""},
            start_new_session=_TREE.new_session,
        )
        try:
            async with asyncio.timeout(timeout):
                stdout, stderr = await process.communicate(command.stdin)
        except TimeoutError:
            await _TREE.end(process)
            raise CommandTimeout(
                f"{command.purpose} did not end within {timeout:.0f} seconds.",
                details=command.line,
            ) from None
        except asyncio.CancelledError:
            await _TREE.end(process)
            raise
        return Result(
            process.returncode or 0,
            stdout.decode("utf-8", "replace"),
            stderr.decode("utf-8", "replace"),
        )

    async def read_text(self, path: str) -> str:
        return await asyncio.to_thread(Path(path).read_text, "utf-8", "replace")

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        await asyncio.to_thread(write_private, Path(path), text.encode(), mode=mode)

    async def aclose(self) -> None:
        """Nothing is held."""
