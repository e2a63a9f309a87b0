"""SSH for real: an SSH server of this process on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncssh
import pytest

from installer.errors import CommandTimeout, HostKeyChanged, HostUnreachable
from installer.host.base import Command
from installer.host.door import Knock, NodeEndpoint
from installer.host.keys import ensure_key
from installer.host.ssh import SshDoor


class _Server:
    """An SSH server that runs what it is asked for in a shell, as a node would."""

    def __init__(self, keys: Path) -> None:
        self.keys = keys
        self.acceptor: asyncssh.SSHAcceptor | None = None
        self.tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> int:
        self.acceptor = await asyncssh.listen(
            "127.0.0.1",
            0,
            server_host_keys=[str(self.keys / "node-1")],
            authorized_client_keys=str(self.keys / "client.pub"),
            process_factory=self._serve,
            encoding=None,
        )
        return self.acceptor.get_port()

    async def stop(self) -> None:
        if self.acceptor is not None:
            self.acceptor.close()
            await self.acceptor.wait_closed()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _serve(self, process: asyncssh.SSHServerProcess[bytes]) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        await _in_shell(process)


async def _in_shell(process: asyncssh.SSHServerProcess[bytes]) -> None:
    command = (process.command or "").replace("sudo ", "")
    child = await asyncio.create_subprocess_shell(
        command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        stdout, stderr = await child.communicate(await process.stdin.read())
    except asyncio.CancelledError:
        child.kill()
        await child.wait()
        raise
    process.stdout.write(stdout)
    process.stderr.write(stderr)
    process.exit(child.returncode or 0)


@pytest.fixture
async def endpoint(tmp_path: Path) -> AsyncIterator[NodeEndpoint]:
    keys = tmp_path / "keys"
    ensure_key(keys / "client", "client")
    ensure_key(keys / "node-1", "node")
    server = _Server(keys)
    port = await server.start()
    yield NodeEndpoint("127.0.0.1", port, "edgewright", keys / "client", keys / "node-1.pub")
    await server.stop()


def _command(*argv: str, stdin: bytes | None = None) -> Command:
    return Command(argv=argv, purpose="The test", stdin=stdin)


async def test_commands_run_with_their_input_and_code(endpoint: NodeEndpoint) -> None:
    host = await SshDoor().open(endpoint)
    result = await host.run(_command("sh", "-c", "cat; exit 3", stdin=b"\xc3\xa4"), timeout=20)
    assert (result.returncode, result.stdout) == (3, "ä")
    await host.aclose()


async def test_arguments_are_never_taken_apart(endpoint: NodeEndpoint) -> None:
    host = await SshDoor().open(endpoint)
    odd = "a b; $(touch x) 'quote' *"
    assert (await host.run(_command("printf", "%s", odd), timeout=20)).stdout == odd
    await host.aclose()


async def test_files_are_written_whole(endpoint: NodeEndpoint, tmp_path: Path) -> None:
    host = await SshDoor().open(endpoint)
    path = tmp_path / "deep folder" / "file"
    await host.write_text(str(path), "text", mode=0o600)
    assert await host.read_text(str(path)) == "text"
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileNotFoundError):
        await host.read_text(str(path) + "x")
    await host.aclose()


async def test_another_host_key_is_refused(endpoint: NodeEndpoint, tmp_path: Path) -> None:
    ensure_key(tmp_path / "other", "other")
    foreign = NodeEndpoint(
        endpoint.address, endpoint.port, "edgewright", endpoint.client_key, tmp_path / "other.pub"
    )
    with pytest.raises(HostKeyChanged):
        await SshDoor().open(foreign)


async def test_a_client_key_that_the_node_does_not_know_is_refused(
    endpoint: NodeEndpoint, tmp_path: Path
) -> None:
    ensure_key(tmp_path / "other", "other")
    foreign = NodeEndpoint(
        endpoint.address, endpoint.port, "edgewright", tmp_path / "other", endpoint.host_key
    )
    with pytest.raises(HostUnreachable):
        await SshDoor().open(foreign)


async def test_a_command_that_hangs_is_given_up(endpoint: NodeEndpoint) -> None:
    host = await SshDoor().open(endpoint)
    with pytest.raises(CommandTimeout):
        await host.run(_command("sleep", "30"), timeout=0.5)
    # The connection is made anew for the next command.
    assert (await host.run(_command("echo", "again"), timeout=20)).stdout == "again\n"
    await host.aclose()


async def test_knocking_tells_a_greeting_from_a_refusal_and_from_silence(
    endpoint: NodeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await SshDoor().knock(endpoint) is Knock.GREETED

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    # Only silence is waited for in full; an answer may be late on a busy PC.
    for behaviour, expected, patience in (
        (hang_up, Knock.REFUSED, 60),
        (say_nothing, Knock.SILENT, 0.5),
    ):
        monkeypatch.setattr("installer.host.ssh._KNOCK_SECONDS", patience)
        async with await asyncio.start_server(behaviour, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            other = NodeEndpoint("127.0.0.1", port, "u", endpoint.client_key, endpoint.host_key)
            assert await SshDoor().knock(other) is expected


async def test_nothing_listening_is_silence(endpoint: NodeEndpoint) -> None:
    nobody = NodeEndpoint("127.0.0.1", 1, "u", endpoint.client_key, endpoint.host_key)
    assert await SshDoor().knock(nobody) is Knock.SILENT
