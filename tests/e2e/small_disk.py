"""A disk that a test may fill: a file with a file system of its own, made into a folder."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

# Large enough for the checks; the file has holes and takes what is written.
_SIZE = "60G"
_LEFT = 64 * 1024 * 1024
_BALLAST = ".ballast"


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A folder on a disk of its own; where this process may not mount one, an ordinary folder."""
    target = folder / "disk"
    target.mkdir()
    image = folder / "disk.img"
    with contextlib.ExitStack() as stack:
        if os.geteuid() == 0 and _mounted(image, target):
            stack.callback(_run, "umount", "--lazy", str(target))
        yield target
    image.unlink(missing_ok=True)


def _mounted(image: Path, target: Path) -> bool:
    _run("truncate", "--size", _SIZE, str(image))
    # Nothing is kept back for root, whose QEMU would use it.
    _run("mkfs.ext4", "-q", "-m", "0", str(image))
    mount = ["mount", "-o", "loop", str(image), str(target)]
    return subprocess.run(mount, check=False, capture_output=True).returncode == 0


def _run(*argv: str) -> None:
    subprocess.run(argv, check=True)


def can_be_filled(folder: Path) -> bool:
    """Whether the folder has a disk of its own, which nobody else needs."""
    return folder.is_mount()


def fill(folder: Path) -> None:
    """Leave next to nothing free."""
    size = shutil.disk_usage(folder).free - _LEFT
    _run("fallocate", "--length", str(size), str(folder / _BALLAST))


def free(folder: Path) -> None:
    """Give back what `fill` took."""
    (folder / _BALLAST).unlink()
