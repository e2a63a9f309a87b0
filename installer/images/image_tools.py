"""Runs the system's own programs that build a node image, and says which package lacks one.

An image is built on the PC itself and as a whole or not at all, so this is not the `HostDriver`:
it ends a program together with everything that it started when the build is cancelled, and it
gives a program that was asked to stop the time to undo its mounts.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
from collections.abc import Mapping, Sequence

from installer.errors import CommandFailed, CommandTimeout, MissingTool

# Every program by which an image is built, and Debian's package of it.
TOOL_PACKAGES = {
    "mmdebstrap": "mmdebstrap",
    "tar": "tar",
    "unshare": "util-linux",
    "newuidmap": "uidmap",
    "sfdisk": "fdisk",
    "mformat": "mtools",
    "mmd": "mtools",
    "mcopy": "mtools",
    "mkfs.ext4": "e2fsprogs",
    "qemu-img": "qemu-utils",
}
# An ordinary user's PATH leaves these out on Debian, and that is where half of the tools are.
_SYSTEM_FOLDERS = ("/usr/local/sbin", "/usr/sbin", "/sbin")


def find_tool(name: str) -> str:
    """The path of a program; raises MissingTool with the package that has it."""
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), *_SYSTEM_FOLDERS))
    found = shutil.which(name, path=path)
    if found is None:
        raise MissingTool(name, TOOL_PACKAGES.get(name, name))
    return found


async def run_tool(
    argv: Sequence[str],
    *,
    purpose: str,
    stdin: str = "",
    env: Mapping[str, str] | None = None,
    timeout: float = 900,
) -> str:
    """Run a program to its end and return all that it printed.

    When the caller is cancelled the program and its children are ended first.  Raises MissingTool,
    CommandFailed with the program's own words, CommandTimeout after `timeout` seconds.
    """
    find_tool(argv[0])
    folders = os.pathsep.join((os.environ.get("PATH", os.defpath), *_SYSTEM_FOLDERS))
    process = await asyncio.create_subprocess_exec(
        *argv,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "LC_ALL": "C.UTF-8", **(env or {}), "PATH": folders},
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(timeout):
            raw, _ = await process.communicate(stdin.encode())
    except TimeoutError as error:
        raise CommandTimeout(f"{purpose} took too long.", details=" ".join(argv)) from error
    finally:
        await _end(process)
    output = raw.decode(errors="replace")
    returncode = process.returncode or 0
    if returncode:
        raise CommandFailed(purpose, argv=argv, returncode=returncode, output=output)
    return output


async def _end(process: asyncio.subprocess.Process) -> None:
    """End a program that still runs: first kindly, so that it can undo its mounts."""
    for sign, grace in ((signal.SIGTERM, 20.0), (signal.SIGKILL, 20.0)):
        if process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(grace):
                await process.wait()
