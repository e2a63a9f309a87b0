"""Words with a running QEMU, over its QMP socket (qemu.readthedocs.io, "QMP reference").

QEMU serves one client at a time, so a conversation is short.  The socket is reached through an
open handle of its folder: the path of a Unix socket may have 107 characters only.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from installer.errors import CommandFailed
from installer.hypervisors.base import Medium
from installer.hypervisors.qemu_parts.argv import drive_id
from installer.hypervisors.qemu_parts.paths import QMP_SOCKET

if TYPE_CHECKING:
    from qemu.qmp import QMPClient

_TIMEOUT = 10.0


class QmpUnavailable(Exception):
    """QEMU does not answer, or refuses; the text says in its own words why."""


async def press_power_button(folder: Path) -> None:
    """Ask the guest to shut down; whether it listens shows only later.  Raises QmpUnavailable."""
    async with _session(folder) as client:
        await client.execute("system_powerdown")


async def switch_off(folder: Path) -> None:
    """End QEMU in order: the guest notices nothing, but all disks are written.

    Raises QmpUnavailable.
    """
    async with _session(folder) as client:
        await client.execute("quit")


async def take_out(folder: Path, medium: Medium) -> None:
    """Take a medium out of its drive, also when the guest has locked it, and close its file.

    Nothing happens when the drive is empty.  Raises QmpUnavailable.
    """
    async with _session(folder) as client:
        await client.execute("eject", {"id": drive_id(medium), "force": True})
        nodes = await client.execute("query-named-block-nodes", {"flat": True})
        assert isinstance(nodes, list)
        if any(node["node-name"] == medium for node in nodes):
            await client.execute("blockdev-del", {"node-name": str(medium)})


async def halted_by(folder: Path) -> str:
    """The disks at which QEMU stopped the guest for want of room; empty when the guest runs.

    A write for which this PC has no room stops the guest, which knows nothing of it and goes on
    after `go_on` (werror=enospc, QEMU's default; `io-status` in its QMP reference).  Empty too when
    QEMU does not answer: then something else is wrong.
    """
    try:
        async with _session(folder) as client:
            status = await client.execute("query-status")
            if not isinstance(status, dict) or status.get("status") != "io-error":
                return ""
            blocks = await client.execute("query-block")
    except QmpUnavailable:
        return ""
    assert isinstance(blocks, list)
    bad = [
        f"{block.get('inserted', {}).get('node-name', block['device'])} {state}"
        for block in blocks
        if (state := block.get("io-status", "ok")) != "ok"
    ]
    return f"QEMU: io-error: {', '.join(bad)}"


async def go_on(folder: Path) -> None:
    """Let a stopped guest go on; it tries its last write again.  Raises QmpUnavailable."""
    async with _session(folder) as client:
        await client.execute("cont")


async def resize(folder: Path, node: str, size: int) -> None:
    """Give a disk another size in bytes; the guest is told at once.  Raises QmpUnavailable."""
    async with _session(folder) as client:
        await client.execute("block_resize", {"node-name": node, "size": size})


async def delete_snapshot(folder: Path, devices: Sequence[str], tag: str) -> None:
    """Forget an internal snapshot of these disks.  Raises QmpUnavailable."""
    async with _session(folder) as client:
        for device in devices:
            arguments = {"device": device, "name": tag}
            await client.execute("blockdev-snapshot-delete-internal-sync", arguments)


@contextlib.contextmanager
def qmp_trouble(purpose: str, *words: str) -> Iterator[None]:
    """Turn QmpUnavailable of the body into CommandFailed; `purpose` finishes "... failed."."""
    try:
        yield
    except QmpUnavailable as error:
        raise CommandFailed(
            purpose, argv=("qmp", *words), returncode=1, output=str(error)
        ) from error


@contextlib.asynccontextmanager
async def _session(folder: Path) -> AsyncIterator[QMPClient]:
    # Slow to import: only once there is a virtual machine.
    from qemu.qmp import ExecuteError, QMPClient, QMPError  # noqa: PLC0415

    client = QMPClient("edgewright")
    try:
        async with asyncio.timeout(_TIMEOUT):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                await client.connect(f"/proc/self/fd/{handle}/{QMP_SOCKET}")
            finally:
                os.close(handle)
            try:
                yield client
            finally:
                # QEMU may have hung up already: that is what "quit" asks for.
                with contextlib.suppress(QMPError, EOFError, OSError):
                    await client.disconnect()
    except ExecuteError as error:
        raise QmpUnavailable(f"QEMU refused: {error}") from error
    except TimeoutError as error:
        raise QmpUnavailable(f"QEMU did not answer within {_TIMEOUT:.0f} seconds") from error
    except (QMPError, OSError, EOFError) as error:
        raise QmpUnavailable(str(error) or type(error).__name__) from error
