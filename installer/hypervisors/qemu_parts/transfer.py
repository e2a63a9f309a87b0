"""Big files: copied with progress, moved and erased, always in a worker thread.

A copy is written beside its place and put there at once when it is whole, so whatever has its
final name is complete.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

from installer.files import sync_folder
from installer.hypervisors.qemu_parts.trouble import file_trouble

_CHUNK = 32 << 20
_ZEROS = bytes(1 << 20)
# copy_file_range(2): not between these two file systems, or not on this one.
_NO_KERNEL_COPY = {errno.EXDEV, errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM}


class _Stopped(Exception):
    """The copy was given up because nobody waits for it any more."""


async def copy_file(source: Path, target: Path, progress: Callable[[int], None]) -> None:
    """Copy; `progress` is called on the loop with percents from 0 to 100.

    When the caller is cancelled the thread has ended before this returns, so that the copy can
    be started anew.  Raises CommandFailed with the system's words.
    """
    loop = asyncio.get_running_loop()
    stop = threading.Event()

    def tell(percent: int) -> None:
        loop.call_soon_threadsafe(progress, percent)

    work = asyncio.ensure_future(asyncio.to_thread(_copy, source, target, tell, stop))
    with file_trouble("Copying the node image", source, target):
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError:
            stop.set()
            with contextlib.suppress(_Stopped, OSError):
                await work
            raise


async def take_file(source: Path, target: Path, *, secret: bool) -> None:
    """Move a file to its place, over file systems too.

    What had to be copied is erased at its old place when it is `secret`.  Raises CommandFailed.
    """
    with file_trouble("Taking over a disk for the node", source, target):
        await asyncio.to_thread(_take, source, target, secret=secret)


async def erase_file(path: Path, *, secret: bool) -> None:
    """Remove a file; a `secret` one is overwritten first, which is all that a program can do.

    Raises CommandFailed.
    """
    with file_trouble("Erasing a disk of the node", path):
        await asyncio.to_thread(_erase, path, secret=secret)


async def settle(growing: Path, target: Path) -> None:
    """Put a whole file in its place; its content is on the disk before its name is.

    Raises CommandFailed.
    """
    with file_trouble("Writing a disk of the node", growing, target):
        await asyncio.to_thread(_settle, growing, target)


def partial(target: Path) -> Path:
    """Where a file grows until it is whole."""
    return target.with_name(f".{target.name}.partial")


def _copy(source: Path, target: Path, tell: Callable[[int], None], stop: threading.Event) -> None:
    with source.open("rb") as reader, target.open("wb") as writer:
        total = os.fstat(reader.fileno()).st_size
        done, told = 0, 0
        tell(0)
        while moved := _move(reader.fileno(), writer.fileno()):
            if stop.is_set():
                raise _Stopped
            done += moved
            percent = min(100, done * 100 // max(total, 1))
            if percent > told:
                tell(percent)
                told = percent
        os.fsync(writer.fileno())


def _move(reader: int, writer: int) -> int:
    """Move the next chunk; where the kernel copies, the file system may share the blocks."""
    try:
        return os.copy_file_range(reader, writer, _CHUNK)
    except OSError as error:
        if error.errno not in _NO_KERNEL_COPY:
            raise
    chunk = memoryview(os.read(reader, _CHUNK))
    size = len(chunk)
    while chunk:
        chunk = chunk[os.write(writer, chunk) :]
    return size


def _settle(growing: Path, target: Path) -> None:
    with growing.open("rb") as file:
        os.fsync(file.fileno())
    growing.replace(target)
    sync_folder(target.parent)


def _take(source: Path, target: Path, *, secret: bool) -> None:
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        growing = partial(target)
        growing.unlink(missing_ok=True)
        growing.touch(mode=0o600)
        _copy(source, growing, lambda _: None, threading.Event())
        _settle(growing, target)
        _erase(source, secret=secret)
    target.chmod(0o600)
    sync_folder(target.parent)


def _erase(path: Path, *, secret: bool) -> None:
    if not path.exists():
        return
    if secret:
        with path.open("r+b") as file:
            left = os.fstat(file.fileno()).st_size
            while left > 0:
                left -= file.write(_ZEROS[: min(left, len(_ZEROS))])
            file.flush()
            os.fsync(file.fileno())
    path.unlink()
    sync_folder(path.parent)
