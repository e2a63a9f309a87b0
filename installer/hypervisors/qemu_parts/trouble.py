"""Faults of files, such as a full disk, as an error for people."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from installer.errors import CommandFailed, DiskFull
from installer.files import means_full


@contextlib.contextmanager
def file_trouble(purpose: str, *paths: Path) -> Iterator[None]:
    """Turn an OSError of the body into DiskFull, or CommandFailed.

    `purpose` finishes "... failed.".
    """
    try:
        yield
    except OSError as error:
        if means_full(error):
            raise DiskFull("The disk of this PC is full.", details=f"{purpose}: {error}") from error
        raise CommandFailed(
            purpose,
            argv=("files", *map(str, paths)),
            returncode=error.errno or 1,
            output=str(error),
        ) from error
