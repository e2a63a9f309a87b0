"""Files that a command writes for the user: never over one that is there."""

from __future__ import annotations

from pathlib import Path

from installer.errors import UsageError
from installer.files import write_private


def must_be_new(path: Path) -> None:
    """Raise UsageError when a file of this name exists."""
    if path.exists():
        raise UsageError(
            f"{path} exists already and is kept.", resolution="Choose another file name with -o."
        )


def write_result(path: Path, text: str) -> None:
    """Write a whole text file; raises UsageError when that cannot be done."""
    try:
        write_private(path, text.encode(), mode=0o644)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written.",
            details=str(error),
            resolution="Choose another place with -o.",
        ) from error
