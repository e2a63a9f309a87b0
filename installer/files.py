"""Files that are either wholly there or not at all, also after a power cut."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def means_full(error: OSError) -> bool:
    """Whether an error of the system says that a disk, or somebody's share of it, is full."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def write_private(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Replace the file by one with this content and these permissions.

    The content is on the disk before the name points to it.  Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        # The process's umask may have taken permissions away that the caller asked for.
        partial.chmod(mode)
        _write_all(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    partial.replace(path)
    sync_folder(path.parent)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut; where the system cannot, do nothing."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
