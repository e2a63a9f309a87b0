"""A lock file: one program at a time, and no trace of it when the program ends in any way."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import filelock

from installer.engine.disk_trouble import disk_error
from installer.errors import ClusterBusy

# Longer than somebody needs who only asks whether the lock is held.
_SECONDS = 0.5


@contextlib.contextmanager
def held(path: Path, *, busy: str, doing: str) -> Iterator[None]:
    """Hold the lock at `path`; its folder is made when it is not there.

    Raises ClusterBusy with the sentence `busy` when another program holds it, and DiskFull when
    there is no room for it; `doing` says what was to be done.
    """
    lock = filelock.FileLock(path, timeout=_SECONDS)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire()
    except filelock.Timeout as error:
        raise ClusterBusy(busy, details=f"lock: {lock.lock_file}") from error
    except OSError as error:
        raise disk_error(error, doing) from error
    try:
        yield
    finally:
        lock.release()
