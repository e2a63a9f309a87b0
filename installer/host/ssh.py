"""A node as a host over SSH, with nothing from the surroundings: no agent, no `~/.ssh`.

The node's host key is made by us before the node exists and is the only one accepted, so the
first connection is as safe as every later one.
"""

from __future__ import annotations

import asyncio
import contextlib
import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from installer.errors import CommandTimeout, HostKeyChanged, HostUnreachable
from installer.host.base import Command, Result
from installer.host.door import Knock, NodeEndpoint

if TYPE_CHECKING:
    import asyncssh

_KNOCK_SECONDS = 8.0
# A node without hardware acceleration needs many seconds for one key exchange.
_LOGIN_SECONDS = 90.0


class SshDoor:
    """Reaches nodes by SSH."""

    async def knock(self, endpoint: NodeEndpoint) -> Knock:
        """See `NodeDoor.knock`.

        QEMU's user network accepts a forwarded connection before it asks the guest, so only
        what comes afterwards tells: a greeting, an end (the guest refused) or silence.
        """
        try:
            async with asyncio.timeout(_KNOCK_SECONDS):
                reader, writer = await asyncio.open_connection(endpoint.address, endpoint.port)
        except OSError:
            return Knock.SILENT
        try:
            async with asyncio.timeout(_KNOCK_SECONDS):
                greeting = await reader.read(4)
        except TimeoutError:
            return Knock.SILENT
        except OSError:
            return Knock.REFUSED
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
        return Knock.GREETED if greeting == b"SSH-" else Knock.REFUSED

    async def open(self, endpoint: NodeEndpoint) -> SshHost:
        """See `NodeDoor.open`."""
        host = SshHost(endpoint)
        await host.connect()
        return host


class SshHost:
    """Runs commands in a node; connects again by itself when the connection was lost."""

    def __init__(self, endpoint: NodeEndpoint) -> None:
        self._endpoint = endpoint
        self._connection: asyncssh.SSHClientConnection | None = None

    async def connect(self) -> asyncssh.SSHClientConnection:
        """The connection, made when there is none; raises HostUnreachable or HostKeyChanged."""
        if self._connection is not None and not self._connection.is_closed():
            return self._connection
        import asyncssh  # noqa: PLC0415 - slow to import: only once a node is reached

        where = f"{self._endpoint.address}:{self._endpoint.port}"
        try:
            self._connection = await asyncssh.connect(
                self._endpoint.address,
                self._endpoint.port,
                username=self._endpoint.user,
                client_keys=[str(self._endpoint.client_key)],
                known_hosts=([_public_key(self._endpoint.host_key)], [], []),
                config=None,
                agent_path=None,
                agent_forwarding=False,
                connect_timeout=_KNOCK_SECONDS,
                login_timeout=_LOGIN_SECONDS,
                keepalive_interval=15,
                keepalive_count_max=8,
            )
        except asyncssh.HostKeyNotVerifiable as error:
            raise HostKeyChanged(
                f"Another machine than our node answers at {where}.", details=str(error)
            ) from error
        except (OSError, asyncssh.Error, TimeoutError) as error:
            raise HostUnreachable(
                f"No SSH session with the node at {where}.",
                details=f"{type(error).__name__}: {error}",
            ) from error
        return self._connection

    async def run(self, command: Command, *, timeout: float) -> Result:
        """See `HostDriver.run`."""
        import asyncssh  # noqa: PLC0415 - as in connect

        connection = await self.connect()
        try:
            async with asyncio.timeout(timeout):
                completed = await connection.run(
                    command.line,
                    input=command.stdin,
                    # Without input the command must see the end of it, not wait for some.
                    stdin=asyncssh.PIPE if command.stdin else asyncssh.DEVNULL,
                    encoding=None,
                    check=False,
                )
        except TimeoutError as error:
            await self.aclose()
            raise CommandTimeout(
                f"{command.purpose} did not end within {timeout:.0f} seconds.",
                details=command.line,
            ) from error
        except (OSError, asyncssh.Error) as error:
            await self.aclose()
            raise HostUnreachable(
                "The connection to the node was lost.", details=f"{type(error).__name__}: {error}"
            ) from error
        if completed.returncode is None:
            await self.aclose()
            raise HostUnreachable("The connection to the node was lost.", details=command.line)
        return Result(completed.returncode, _text(completed.stdout), _text(completed.stderr))

    async def read_text(self, path: str) -> str:
        """See `HostDriver.read_text`; reads as root."""
        command = Command(argv=("sudo", "cat", "--", path), purpose=f"Reading {path} in the node")
        result = await self.run(command, timeout=60)
        if result.returncode != 0:
            raise FileNotFoundError(result.stderr.strip())
        return result.stdout

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        """See `HostDriver.write_text`; writes as root."""
        script = (
            'mkdir -p "$2"; umask 077; cat >"$1.partial"; '
            'chmod "$3" "$1.partial"; mv "$1.partial" "$1"'
        )
        command = Command(
            argv=("sudo", "sh", "-euc", script, "sh", path, posixpath.dirname(path), f"{mode:o}"),
            stdin=text.encode(),
            purpose=f"Writing {path} in the node",
        )
        result = await self.run(command, timeout=120)
        if result.returncode != 0:
            raise OSError(f"{path}: {result.stderr.strip()}")

    async def aclose(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.abort()
            self._connection = None


def _public_key(path: Path) -> asyncssh.SSHKey:
    import asyncssh  # noqa: PLC0415 - as in SshHost.connect

    return asyncssh.read_public_key(str(path))


def _text(output: bytes | str | None) -> str:
    if isinstance(output, bytes):
        return output.decode("utf-8", "replace")
    return output or ""
