"""Logs, shells and port forwards against a server that speaks their protocols."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import WSMsgType, web

from installer.clock import SystemClock
from installer.cluster.connection import Connection
from installer.cluster.live import LiveConsole
from installer.cluster.log_lines import log_line, severity_of
from installer.cluster.streams import LogBatch, LogTarget, Severity
from installer.errors import UsageError

TARGET = LogTarget("default", "web", "app")
POD = "/api/v1/namespaces/default/pods/web"


async def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end, "it never came"
        await asyncio.sleep(0.01)


class Server:
    """Answers logs, exec and portforward; runs on a loop and thread of its own."""

    def __init__(self) -> None:
        self.sizes: list[dict[str, int]] = []
        self.asked: list[dict[str, str]] = []
        self.log_parts: list[list[bytes]] = []
        self.port = 0
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(20)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(20)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application()
        app.router.add_get(f"{POD}/log", self._log)
        app.router.add_get(f"{POD}/exec", self._exec)
        app.router.add_get(f"{POD}/portforward", self._forward)
        runner = web.AppRunner(app)
        self._loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "127.0.0.1", 0)
        self._loop.run_until_complete(site.start())
        self.port = runner.addresses[0][1]
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    async def _log(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(dict(request.query))
        response = web.StreamResponse()
        await response.prepare(request)
        for part in self.log_parts.pop(0) if self.log_parts else []:
            if part == b"BREAK":
                assert request.transport is not None
                request.transport.abort()
                return response
            await response.write(part)
        return response

    async def _exec(self, request: web.Request) -> web.WebSocketResponse:
        """Echo what is typed; `exit` ends with an error, as a shell's last command may."""
        channel = web.WebSocketResponse(protocols=("v5.channel.k8s.io",))
        await channel.prepare(request)
        self.asked.append(dict(request.query))
        await channel.send_bytes(b"\x01$ ")
        async for message in channel:
            if message.type is not WSMsgType.BINARY:
                continue
            kind, data = message.data[0], message.data[1:]
            if kind == 4:
                self.sizes.append(json.loads(data))
            elif data == b"exit\n":
                status = {"status": "Failure", "message": "command terminated with exit code 3"}
                await channel.send_bytes(b"\x03" + json.dumps(status).encode())
                break
            else:
                await channel.send_bytes(b"\x01" + data)
        return channel

    async def _forward(self, request: web.Request) -> web.WebSocketResponse:
        """Answer in capitals, after the port frames of the protocol."""
        channel = web.WebSocketResponse(protocols=("v4.channel.k8s.io",))
        await channel.prepare(request)
        port = int(request.query["ports"]).to_bytes(2, "little")
        await channel.send_bytes(b"\x00" + port)
        await channel.send_bytes(b"\x01" + port)
        async for message in channel:
            if message.type is WSMsgType.BINARY:
                if b"trouble" in message.data:
                    await channel.send_bytes(b"\x01nothing listens there")
                else:
                    await channel.send_bytes(b"\x00" + message.data[1:].upper())
        return channel


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
async def console(server: Server, tmp_path: Path) -> AsyncIterator[LiveConsole]:
    document: dict[str, Any] = {
        "clusters": [{"name": "c", "cluster": {"server": f"http://127.0.0.1:{server.port}"}}],
        "users": [{"name": "u", "user": {"token": "abc"}}],
        "contexts": [{"name": "x", "context": {"cluster": "c", "user": "u"}}],
        "current-context": "x",
    }
    path = tmp_path / "conf"
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    console = LiveConsole(Connection(path, None), "test", SystemClock())
    yield console
    console.close()


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("ERROR no disk", Severity.ERROR),
        ('{"level":"warn","msg":"x"}', Severity.WARNING),
        ("E0105 10:00:00.000 file.go:1] broken", Severity.ERROR),
        ("I0105 10:00:00.000 file.go:1] started", Severity.INFO),
        ("level=debug msg=x", Severity.DEBUG),
        ("terrorism is not a level", Severity.NONE),
        ("just words", Severity.NONE),
    ],
)
def test_the_severity_of_a_line(text: str, severity: Severity) -> None:
    assert severity_of(text) is severity


def test_a_line_loses_its_escapes_and_keeps_its_time() -> None:
    raw = b"2026-01-05T10:00:00.123456789Z \x1b[31mERROR\x1b[0m \x07bad\xff\n"
    line = log_line(TARGET, raw)
    assert (line.text, line.severity) == ("ERROR ␇bad\ufffd", Severity.ERROR)
    assert line.at == pytest.approx(1767607200.123456)


async def test_logs_come_in_order_and_go_on_after_a_break(
    server: Server, console: LiveConsole
) -> None:
    server.log_parts = [
        [b"2026-01-05T10:00:00.1Z one\n2026-01-05T10:00:0", b"0.2Z two\n", b"BREAK"],
        [b"2026-01-05T10:00:00.2Z two\n2026-01-05T10:00:00.3Z three\n", b"no newline"],
    ]
    batches: list[LogBatch] = []
    console.logs([TARGET], batches.append, tail=5)
    await until(lambda: any(batch.ended for batch in batches))
    texts = [line.text for batch in batches for line in batch.lines]
    assert texts == ["one", "two", "three", "no newline"]
    assert server.asked[0]["tailLines"] == "5"
    assert server.asked[1]["sinceTime"] == "2026-01-05T10:00:00Z"


async def test_more_lines_than_anybody_can_see_are_counted(
    server: Server, console: LiveConsole, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.log_parts = [[b"line\n" * 50_000]]
    batches: list[LogBatch] = []
    console.logs([TARGET], batches.append, follow=False)
    await until(lambda: any(batch.ended for batch in batches))
    shown = sum(len(batch.lines) for batch in batches)
    assert shown + sum(batch.dropped for batch in batches) == 50_000
    assert all(len(batch.lines) <= 20_000 for batch in batches)


async def test_a_shell_echoes_resizes_and_tells_its_end(
    server: Server, console: LiveConsole
) -> None:
    shown = bytearray()
    ended: list[str] = []
    shell = console.shell(TARGET, shown.extend, ended.append)
    shell.resize(100, 30)
    shell.send(b"ls\n")
    await until(lambda: bytes(shown) == b"$ ls\n")
    shell.send(b"exit\n")
    await until(lambda: ended)
    assert ended == ["command terminated with exit code 3"]
    assert server.sizes == [{"Width": 100, "Height": 30}]
    assert (server.asked[0]["container"], server.asked[0]["tty"]) == ("app", "true")


async def test_a_shell_that_cannot_be_opened_says_why(console: LiveConsole) -> None:
    ended: list[str] = []
    console.shell(LogTarget("default", "nothing"), lambda _: None, ended.append)
    await until(lambda: ended)
    assert "does not have it" in ended[0]


async def test_a_port_leads_to_the_pod(console: LiveConsole) -> None:
    forward = await console.forward("default", "web", 80)
    assert console.forwards() == (forward,)
    reader, writer = await asyncio.open_connection("127.0.0.1", forward.local_port)
    writer.write(b"hello")
    assert await reader.readexactly(5) == b"HELLO"
    writer.write(b"trouble")
    await until(lambda: forward.problem)
    assert forward.problem == "nothing listens there"
    writer.close()
    forward.close()
    assert console.forwards() == ()


async def test_a_port_that_is_taken_is_named(console: LiveConsole) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError):
            await console.forward("default", "web", 80, local_port=taken.getsockname()[1])
