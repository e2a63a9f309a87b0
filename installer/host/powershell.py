"""Windows PowerShell of this PC, always by its full path.

A program that works with an administrator's rights may not look for anything in PATH, or in an
environment variable: a plain user can change both.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
from collections.abc import Iterable, Sequence
from pathlib import PureWindowsPath
from typing import Any

from installer.errors import CommandTimeout, PowerShellUnusable
from installer.host.base import Result
from installer.host.process_tree import ProcessTree, WindowsTree
from installer.host.windows_script import PROGRAM, bootstrap_arguments

_PATH_LENGTH = 260
# ERROR_ACCESS_DISABLED_BY_POLICY and ..._WEBBLADE: software restriction or AppLocker rules.
_FORBIDDEN = (1260, 1277)
# In a 32-bit process Windows shows its 32-bit programs under System32.
_WIDE_ALIAS = "Sysnative"


class LocalPowerShell:
    """Starts it as a process.  `program` is its path, with arguments that come first."""

    def __init__(self, program: Sequence[str], tree: ProcessTree) -> None:
        self._program = tuple(program)
        self._tree = tree

    async def execute(self, stdin: Iterable[bytes], *, purpose: str, timeout: float) -> Result:
        """See `PowerShellEngine.execute`."""
        process = await self._start()
        try:
            async with asyncio.timeout(timeout):
                stdout, stderr = await _talk(process, stdin)
        except TimeoutError:
            await self._tree.end(process)
            raise CommandTimeout(
                f"{purpose} did not end within {timeout:.0f} seconds.", details=self._program[0]
            ) from None
        except asyncio.CancelledError:
            await self._tree.end(process)
            raise
        return Result(
            process.returncode or 0,
            stdout.decode("utf-8", "replace"),
            stderr.decode("utf-8", "replace"),
        )

    async def aclose(self) -> None:
        """Nothing is held."""

    async def _start(self) -> asyncio.subprocess.Process:
        try:
            return await asyncio.create_subprocess_exec(
                *self._program,
                *bootstrap_arguments(),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env=_environment(),
                start_new_session=self._tree.new_session,
                creationflags=self._tree.flags,
            )
        except FileNotFoundError as error:
            raise PowerShellUnusable(
                "Windows PowerShell is not where Windows keeps it.",
                details=str(error),
                resolution="Repair Windows (`sfc /scannow` as an administrator), then try again.",
            ) from error
        except OSError as error:
            raise _not_started(error) from error


def local_powershell() -> LocalPowerShell:
    """Windows PowerShell of this PC; only on Windows."""
    folder, wide = windows_folder(), ctypes.sizeof(ctypes.c_void_p) == 8
    program = PROGRAM if wide else PROGRAM.replace("System32", _WIDE_ALIAS)
    return LocalPowerShell((str(PureWindowsPath(folder, program)),), WindowsTree(folder))


def windows_folder() -> str:
    r"""The folder of Windows, from Windows itself (GetSystemWindowsDirectoryW): C:\Windows."""
    # The attribute exists on Windows only.
    kernel: Any = vars(ctypes)["windll"].kernel32
    buffer = ctypes.create_unicode_buffer(_PATH_LENGTH)
    kernel.GetSystemWindowsDirectoryW(buffer, _PATH_LENGTH)
    return buffer.value


async def _talk(process: asyncio.subprocess.Process, stdin: Iterable[bytes]) -> list[bytes]:
    """Give the input while both outputs are read, or a full pipe would stop both sides."""
    streams = [stream.read() for stream in (process.stdout, process.stderr) if stream]
    feeding = asyncio.ensure_future(_feed(process, stdin))
    try:
        outputs = await asyncio.gather(*streams)
        await process.wait()
    finally:
        feeding.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await feeding
    return outputs


async def _feed(process: asyncio.subprocess.Process, stdin: Iterable[bytes]) -> None:
    assert process.stdin is not None
    # A script that ends early leaves the rest unread; its answer says why.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        for piece in stdin:
            process.stdin.write(piece)
            await process.stdin.drain()
        process.stdin.close()
        await process.stdin.wait_closed()


def _environment() -> dict[str, str]:
    """Ours without the path of modules: that of PowerShell 7 breaks Windows PowerShell."""
    return {name: v for name, v in os.environ.items() if name.upper() != "PSMODULEPATH"}


def _not_started(error: OSError) -> PowerShellUnusable:
    if getattr(error, "winerror", None) in _FORBIDDEN:
        return PowerShellUnusable(
            "A rule of this PC forbids PowerShell.",
            details=str(error),
            resolution="Let an administrator allow Windows PowerShell for this user, then try "
            "again.",
        )
    return PowerShellUnusable("Windows PowerShell could not be started.", details=str(error))
