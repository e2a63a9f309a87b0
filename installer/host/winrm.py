"""Windows PowerShell of another PC, over WinRM.

The scripts, their arguments and answers are those of `windows_script`; only the way is another.
Each command has a line (`winrm_line`) and a thread of its own while it runs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from installer.clock import Clock
from installer.errors import HostUnreachable
from installer.host.base import Result
from installer.host.windows_script import PROGRAM, bootstrap_arguments
from installer.host.winrm_target import WinRmTarget

if TYPE_CHECKING:
    from installer.host.winrm_line import Output, WinRmLine

# Windows lets one user have 30 shells (MaxShellsPerUser); others may work there too.
_LINES = 4
# cmd.exe, through which every command goes, puts the folder of Windows there.
_PROGRAM = rf"%SystemRoot%\{PROGRAM}"
_END_OF_ANSWER = b"<<END:"


class WinRmPowerShell:
    """Starts PowerShell on the PC of `target`; `patience` is the first pause after a refusal."""

    def __init__(
        self, target: WinRmTarget, password: str, clock: Clock, *, patience: float = 1.0
    ) -> None:
        self._target = target
        self._password = password
        self._clock = clock
        self._patience = patience
        self._pool = ThreadPoolExecutor(_LINES, thread_name_prefix="winrm")
        self._places = asyncio.Semaphore(_LINES)
        self._idle: list[WinRmLine] = []

    async def execute(self, stdin: Iterable[bytes], *, purpose: str, timeout: float) -> Result:
        """See `PowerShellEngine.execute`.

        Raises AccessRefused, HostNotTrusted, and HostUnreachable when the PC does not answer or
        the connection broke where an answer may have got lost.
        """
        # pywinrm takes long to import, and most runs have no other PC.
        from installer.host.winrm_line import Work

        deadline = self._clock.monotonic() + timeout
        work = Work(_PROGRAM, bootstrap_arguments(), stdin, deadline, purpose)
        async with self._places:
            line = self._idle.pop() if self._idle else self._new_line()
            running = asyncio.get_running_loop().run_in_executor(self._pool, line.run, work)
            try:
                output = await asyncio.shield(running)
            except asyncio.CancelledError:
                # The thread ends what it has started over there, and then itself.
                work.stop.set()
                await asyncio.wait((running,))
                running.exception()
                raise
            finally:
                self._idle.append(line)
        return self._result(output)

    async def aclose(self) -> None:
        """Give back shells and connections."""
        idle, self._idle = self._idle, []
        closing = [asyncio.to_thread(line.close) for line in idle]
        await asyncio.gather(*closing)
        await asyncio.to_thread(self._pool.shutdown)

    def _new_line(self) -> WinRmLine:
        from installer.host.winrm_line import WinRmLine

        return WinRmLine(self._target, self._password, self._clock, patience=self._patience)

    def _result(self, output: Output) -> Result:
        if output.broken and _END_OF_ANSWER not in output.stdout:
            raise HostUnreachable(
                f"The connection to {self._target.address} broke while the answer came.",
                details=output.stderr.decode("utf-8", "replace")[-2000:],
            )
        return Result(
            output.code,
            output.stdout.decode("utf-8", "replace"),
            output.stderr.decode("utf-8", "replace"),
        )
