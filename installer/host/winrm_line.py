"""One line to another PC: one thread, one pywinrm `Protocol`, one shell that is used again.

A `Protocol` that encrypts its messages serves one thread only, and does not survive a broken
connection; so a new one is made, and the shell and its command are found again by their ids.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from winrm.exceptions import WinRMOperationTimeoutError
from winrm.protocol import Protocol

from installer.clock import Clock
from installer.errors import CommandTimeout, HostUnreachable
from installer.host.winrm_faults import as_our_error, is_dropped, is_gone, is_quota
from installer.host.winrm_protocol import open_protocol
from installer.host.winrm_target import WinRmTarget

# Raw bytes of one Send: in Base64 and its envelope it stays under the smallest usual limit of
# 500 kB (MaxEnvelopeSizekb).
_PIECE = 250_000
_UTF8 = 65001
# A shell that was lost to us ends by itself.
_IDLE = "PT900S"
_RECONNECTS = 3
_MOST_OUTPUT = 64 * 1024 * 1024
_LONGEST_PAUSE = 15.0


class StopWanted(Exception):
    """The caller does not want the answer any more."""


@dataclass(slots=True)
class Work:
    """One command: its line, its input, until when, and the caller's wish to stop."""

    command: str
    arguments: tuple[str, ...]
    stdin: Iterable[bytes]
    deadline: float
    purpose: str
    stop: threading.Event = field(default_factory=threading.Event)


@dataclass(slots=True)
class Output:
    """What a command has said, and whether a break may have swallowed some of it."""

    stdout: bytearray = field(default_factory=bytearray)
    stderr: bytearray = field(default_factory=bytearray)
    code: int = -1
    broken: bool = False


class WinRmLine:
    """Runs one command after the other.  `patience` is the first pause after a refusal."""

    def __init__(
        self, target: WinRmTarget, password: str, clock: Clock, *, patience: float = 1.0
    ) -> None:
        self._target = target
        self._password = password
        self._clock = clock
        self._patience = patience
        self._protocol: Protocol | None = None
        self._shell = ""

    def run(self, work: Work) -> Output:
        """Run a command to its end.

        Raises CommandTimeout, AccessRefused, HostNotTrusted, HostUnreachable, and StopWanted.
        """
        output = Output()
        try:
            command = self._begun(work)
            try:
                self._feed(command, work)
                self._receive(command, work, output)
            finally:
                self._clean_up(command)
        except (StopWanted, CommandTimeout):
            raise
        except Exception as error:
            self.drop()
            raise as_our_error(error, self._target.address) from error
        return output

    def close(self) -> None:
        """Give the shell back; of a PC that is gone it ends by itself."""
        if self._protocol is not None and self._shell:
            with contextlib.suppress(Exception):
                self._protocol.close_shell(self._shell)
        self._shell = ""
        self.drop()

    def drop(self) -> None:
        """Forget the connection; the shell may still be there."""
        if self._protocol is not None:
            self._protocol.transport.close_session()
        self._protocol = None

    def _begun(self, work: Work) -> str:
        """The id of the command, in the shell that is there or a new one."""
        pause = self._patience
        while True:
            self._must_go_on(work)
            try:
                line = self._connected()
                if not self._shell:
                    self._shell = line.open_shell(
                        codepage=_UTF8, noprofile=True, idle_timeout=_IDLE
                    )
                return line.run_command(
                    self._shell, work.command, work.arguments, console_mode_stdin=False
                )
            except Exception as error:
                if is_gone(error) and self._shell:
                    self._shell = ""
                elif not is_quota(error):
                    raise
                # Until somebody else's shell ends, or the restarted service answers.
                work.stop.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    def _feed(self, command: str, work: Work) -> None:
        """Give the input; a break here cannot be mended, for nobody knows what has arrived."""
        for piece in _pieces(work.stdin):
            self._must_go_on(work)
            self._connected().send_command_input(self._shell, command, piece)
        self._connected().send_command_input(self._shell, command, b"", end=True)

    def _receive(self, command: str, work: Work, output: Output) -> None:
        breaks, done = 0, False
        while not done:
            self._must_go_on(work)
            try:
                received = self._connected().get_command_output_raw(self._shell, command)
            except WinRMOperationTimeoutError:
                continue  # nothing was said for a while
            except Exception as error:
                breaks += 1
                if not is_dropped(error) or breaks > _RECONNECTS:
                    raise
                output.broken = True
                self.drop()
                work.stop.wait(self._patience * breaks)
                continue
            out, err, output.code, done = received
            output.stdout += out
            output.stderr += err
            if len(output.stdout) + len(output.stderr) > _MOST_OUTPUT:
                raise HostUnreachable(
                    f"{self._target.address} says more than any script does.", details=work.purpose
                )

    def _clean_up(self, command: str) -> None:
        """End the command's processes, if there still are any."""
        with contextlib.suppress(Exception):
            self._connected().cleanup_command(self._shell, command)

    def _must_go_on(self, work: Work) -> None:
        if work.stop.is_set():
            raise StopWanted
        if self._clock.monotonic() > work.deadline:
            raise CommandTimeout(
                f"{work.purpose} did not end in time.", details=f"on {self._target.address}"
            )

    def _connected(self) -> Protocol:
        if self._protocol is None:
            self._protocol = open_protocol(self._target, self._password)
        return self._protocol


def _pieces(stdin: Iterable[bytes]) -> Iterator[bytes]:
    for part in stdin:
        for start in range(0, len(part), _PIECE):
            yield part[start : start + _PIECE]
