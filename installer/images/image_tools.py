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
_GRACE_SECONDS = 20.0
# An ordinary user's PATH leaves these out on Debian, and that is where half of the tools are.
_SYSTEM_FOLDERS = ("/usr/local/sbin", "/usr/sbin", "/sbin")


def _search_path() -> str:
    return os.pathsep.join((os.environ.get("PATH", os.defpath), *_SYSTEM_FOLDERS))


def find_tool(name: str) -> str:
    """The path of a program; raises MissingTool with the package that has it."""
    found = shutil.which(name, path=_search_path())
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
    process = await _start(argv, env or {})
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


async def _start(argv: Sequence[str], env: Mapping[str, str]) -> asyncio.subprocess.Process:
    """Start a program in a session of its own.

    A cancellation in the middle of this must not lose the process: asyncio would end the program
    alone, without what that has started by then.
    """
    starting = asyncio.create_task(
        asyncio.create_subprocess_exec(
            *argv,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env={**os.environ, "LC_ALL": "C.UTF-8", **env, "PATH": _search_path()},
            start_new_session=True,
        ),
        name=f"start {argv[0]}",
    )
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        await _end(await starting)
        raise


async def _end(process: asyncio.subprocess.Process) -> None:
    """End a program that still runs: first kindly, so that it can undo its mounts, then for good.

    What it leaves behind in its session is ended too.
    """
    if process.returncode is not None:
        return
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_GRACE_SECONDS):
                await process.wait()
                break
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
