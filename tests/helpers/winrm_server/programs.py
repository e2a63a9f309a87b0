"""What a command of a shell is: a real process, or an answer that is there at once."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Protocol

from tests.helpers import fake_powershell

# cmd.exe, which every command passes, takes no longer line.
LONGEST_LINE = 8191
_READ = 16_384


class Program(Protocol):
    """A command that runs."""

    def give(self, data: bytes, *, end: bool) -> None:
        """Input; raises OSError when nobody reads it any more."""
        ...

    def take(self, timeout: float) -> tuple[list[tuple[str, bytes]], int | None]:
        """What it has said since, by stream, and its exit code when it has ended.

        Raises TimeoutError when it says nothing for so long.
        """
        ...

    def end(self) -> None:
        """End it with all that it has started."""
        ...


Runner = Callable[[str], Program]


class ProcessProgram:
    """A process, whose outputs two threads collect."""

    def __init__(self, argv: list[str]) -> None:
        self._process = subprocess.Popen(
            argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self._changed = threading.Condition()
        self._said: list[tuple[str, bytes]] = []
        self._open = {"stdout", "stderr"}
        self._threads = [
            threading.Thread(target=self._collect, args=(name,), daemon=True) for name in self._open
        ]
        for thread in self._threads:
            thread.start()

    def give(self, data: bytes, *, end: bool) -> None:
        """See `Program.give`."""
        stdin = self._process.stdin
        assert stdin is not None
        with contextlib.suppress(BrokenPipeError):
            stdin.write(data)
            stdin.flush()
            if end:
                stdin.close()

    def take(self, timeout: float) -> tuple[list[tuple[str, bytes]], int | None]:
        """See `Program.take`."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._said or not self._open, timeout):
                raise TimeoutError
            said, self._said = self._said, []
            ended = not self._open
        return said, self._process.wait() if ended else None

    def end(self) -> None:
        """See `Program.end`."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for thread in self._threads:
            thread.join()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert stream is not None
            with contextlib.suppress(OSError):
                stream.close()

    def _collect(self, name: str) -> None:
        stream = getattr(self._process, name)
        while data := stream.read1(_READ):
            with self._changed:
                self._said.append((name, data))
                self._changed.notify_all()
        with self._changed:
            self._open.discard(name)
            self._changed.notify_all()


class InstantProgram:
    """Answers when its input ends, without a process: `answer` makes pieces and an exit code."""

    def __init__(self, answer: Callable[[bytes], tuple[list[tuple[str, bytes]], int]]) -> None:
        self._answer = answer
        self._input = bytearray()
        self._ended = threading.Event()
        self._pieces: list[tuple[str, bytes]] | None = None
        self._code = 0

    def give(self, data: bytes, *, end: bool) -> None:
        """See `Program.give`."""
        self._input += data
        if end:
            self._ended.set()

    def take(self, timeout: float) -> tuple[list[tuple[str, bytes]], int | None]:
        """See `Program.take`; one piece at a time."""
        if not self._ended.wait(timeout):
            raise TimeoutError
        if self._pieces is None:
            self._pieces, self._code = self._answer(bytes(self._input))
        said = [self._pieces.pop(0)] if self._pieces else []
        return said, None if self._pieces else self._code

    def end(self) -> None:
        """See `Program.end`."""
        self._ended.set()


def run_fake_powershell(line: str) -> Program:
    """What Windows makes of a command line, with the fake in PowerShell's place."""
    if len(line) > LONGEST_LINE:
        told = [("stderr", b"The command line is too long.\r\n")]
        return InstantProgram(lambda data: (told, 1))
    program, *arguments = line.split(" ")
    assert program == r"%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe"
    return ProcessProgram([sys.executable, str(fake_powershell.__file__), *arguments])
