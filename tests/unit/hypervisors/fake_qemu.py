"""A PC with a QEMU that is not there: scripts "run", processes "live", QMP is spoken for real.

An unknown command fails the test and names what is known.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shlex
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from installer.host.base import Command, Result
from tests.unit.hypervisors.fake_images import FakeImages

SYSTEMD_ROOT = Result(0, "0\nroot\n/root/.config\nno\n")
SYSTEMD_USER = Result(0, "1000\nann\n/home/ann/.config\nno\n")
SYSTEMD_LINGERING_USER = Result(0, "1000\nann\n/home/ann/.config\nyes\n")
NO_SYSTEMD = Result(3)
CRON = Result(0, "/home/ann/.config\ntables\ncron\ndesktop\n")
DESKTOP = Result(0, "/home/ann/.config\ndesktop\n")
NOTHING = Result(0, "/home/ann/.config\n")


@dataclass
class FakeProcess:
    """A QEMU that runs: its command line, what lies in its drives, and how it behaves."""

    argv: list[str]
    folder: Path
    media: set[str]
    nodes: set[str]
    server: asyncio.Server | None = None
    talks: set[asyncio.Task[None]] = field(default_factory=set)


class FakeQemuHost:
    """A `HostDriver`; the attributes without underscore steer it and tell what happened."""

    def __init__(self) -> None:
        self.commands: list[Command] = []
        self.files: dict[str, str] = {}
        self.images = FakeImages()
        self.processes: dict[int, FakeProcess] = {}
        self.start_result = Result(0)
        self.systemd = NO_SYSTEMD
        self.systemctl_result = Result(0)
        self.without_systemd = NOTHING
        self.cron_table: str | None = None
        self.cron_trouble = ""
        self.hears_button = True
        self.hangs = False
        self.buttons = 0
        self.on_command: Callable[[Command], None] = lambda _: None
        self._next_pid = 4000
        self._known: dict[str, Callable[[Command], Any]] = {
            "qemu-img": self.images.run,
            "find": self._find,
            "sh": self._shell,
            "kill": self._kill,
            "systemctl": lambda _: self.systemctl_result,
            "rm": self._remove,
            "mkdir": lambda _: Result(0),
            "ln": self._link,
            "env": self._crontab,
            "crontab": self._crontab,
        }

    async def run(self, command: Command, *, timeout: float) -> Result:
        self.commands.append(command)
        self.on_command(command)
        known = self._known.get(command.argv[0])
        assert known is not None, f"{command.argv} is not among {sorted(self._known)}"
        result = known(command)
        outcome = await result if asyncio.iscoroutine(result) else result
        assert isinstance(outcome, Result)
        return outcome

    async def read_text(self, path: str) -> str:
        if path.startswith("/proc/"):
            process = self.processes.get(int(path.split("/")[2]))
            if process is None:
                raise FileNotFoundError(path)
            return "\0".join(process.argv) + "\0"
        if path in self.files:
            return self.files[path]
        return Path(path).read_text("utf-8")

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        self.files[path] = text

    async def aclose(self) -> None:
        for pid in list(self.processes):
            await self.end(pid)

    async def end(self, pid: int) -> None:
        """The process of this number is gone; its pid file stays, as after a crash."""
        process = self.processes.pop(pid)
        if process.server is not None:
            process.server.close()
        for talk in process.talks - {asyncio.current_task()}:
            talk.cancel()

    async def _shell(self, command: Command) -> Result:
        if command.argv[1] == "-c":
            return self.without_systemd if "crontab" in command.argv[2] else self.systemd
        if self.start_result.returncode != 0:
            return self.start_result
        line = Path(command.argv[1]).read_text("utf-8").splitlines()[-1]
        argv = shlex.split(line)[1:]
        disks = {
            options["node-name"]: Path(options["file.filename"])
            for name, text in pairwise(argv)
            if name == "-blockdev"
            for options in [dict(pair.split("=", 1) for pair in text.split(","))]
        }
        missing = [str(path) for path in disks.values() if not path.exists()]
        if missing:
            return Result(1, "", f"Could not open {missing}")
        pid_file = Path(argv[argv.index("-pidfile") + 1])
        media = {name for name in disks if name in {"seed", "payload"}}
        process = FakeProcess(argv, pid_file.parent, media, set(disks))
        self._next_pid += 1
        self.processes[self._next_pid] = process
        pid_file.write_text(f"{self._next_pid}\n")
        await self._listen(self._next_pid, process)
        return Result(0)

    def _find(self, command: Command) -> Result:
        wanted = command.argv[command.argv.index("-e") + 1]
        found = [f"/proc/{pid}/cmdline" for pid, p in self.processes.items() if wanted in p.argv]
        return Result(1, "\n".join(found))

    async def _kill(self, command: Command) -> Result:
        pid = int(command.argv[-1])
        if pid not in self.processes:
            return Result(1, "", "No such process")
        await self.end(pid)
        return Result(0)

    def _remove(self, command: Command) -> Result:
        for path in command.argv[2:]:
            self.files.pop(path, None)
        return Result(0)

    def _link(self, command: Command) -> Result:
        self.files[command.argv[-1]] = f"-> {command.argv[-2]}"
        return Result(0)

    def _crontab(self, command: Command) -> Result:
        if self.cron_trouble:
            return Result(1, "", self.cron_trouble)
        if command.argv[-1] == "-l":
            if self.cron_table is None:
                return Result(1, "", "no crontab for ann")
            return Result(0, self.cron_table)
        self.cron_table = command.stdin.decode() if command.stdin is not None else None
        return Result(0)

    async def _listen(self, pid: int, process: FakeProcess) -> None:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            process.talks.add(task)
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await self._talk(pid, process, reader, writer)
            writer.close()
            process.talks.discard(task)

        handle = os.open(process.folder, os.O_RDONLY)
        socket = Path(f"/proc/self/fd/{handle}/qmp.sock")
        socket.unlink(missing_ok=True)
        process.server = await asyncio.start_unix_server(talk, socket)
        os.close(handle)

    async def _talk(
        self,
        pid: int,
        process: FakeProcess,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        if self.hangs:
            await reader.read()
            return
        version = {"qemu": {"major": 7, "minor": 2, "micro": 0}, "package": ""}
        _send(writer, {"QMP": {"version": version, "capabilities": []}})
        async for request in _requests(reader):
            verb = request["execute"]
            mark = {"id": request["id"]} if "id" in request else {}
            try:
                answer = self._answer(process, verb, request.get("arguments", {}))
            except KeyError as error:
                refusal = {"class": "GenericError", "desc": f"no {error}"}
                _send(writer, {"error": refusal, **mark})
                continue
            _send(writer, {"return": answer, **mark})
            if verb == "quit" or (verb == "system_powerdown" and self.hears_button):
                await writer.drain()
                await self.end(pid)
                return

    def _answer(self, process: FakeProcess, verb: str, arguments: dict[str, Any]) -> object:
        if verb == "system_powerdown":
            self.buttons += 1
        elif verb == "eject":
            process.media.discard(arguments["id"].removeprefix("cd-"))
        elif verb == "query-named-block-nodes":
            return [{"node-name": name} for name in sorted(process.nodes)]
        elif verb == "blockdev-del":
            assert arguments["node-name"] not in process.media, "the medium is in its drive"
            process.nodes.remove(arguments["node-name"])
        elif verb == "block_resize":
            self.images.resize(
                process.folder / f"{arguments['node-name']}.qcow2", arguments["size"]
            )
        elif verb == "blockdev-snapshot-delete-internal-sync":
            name = arguments["device"].replace("pflash1", "uefi-variables")
            self.images.forget(process.folder / f"{name}.qcow2", arguments["name"])
        else:
            assert verb in {"qmp_capabilities", "quit"}, f"unknown QMP command {verb}"
        return {}


async def _requests(reader: asyncio.StreamReader) -> AsyncIterator[dict[str, Any]]:
    """JSON values as they come, with nothing between them."""
    decoder, text = json.JSONDecoder(), ""
    while chunk := await reader.read(4096):
        text += chunk.decode()
        while text:
            try:
                request, end = decoder.raw_decode(text)
            except json.JSONDecodeError:
                break
            text = text[end:].lstrip()
            yield request


def _send(writer: asyncio.StreamWriter, message: object) -> None:
    writer.write(json.dumps(message).encode() + b"\n")
