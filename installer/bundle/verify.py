"""Compares a bundle with its manifest, byte for byte, before anything of it is used.

First what costs nothing: every file is there, is a plain file and has the right size.  Only then
the contents are read.  All that differs is told at once, so that nobody repairs one by one.

A bundle holds plain files and folders only.  A link anywhere in it is refused, since it can show
another content later than now; other files that the manifest does not list are never read.
"""

from __future__ import annotations

import functools
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from installer.bundle.bundle import Bundle
from installer.bundle.manifest import BundleFile
from installer.bundle.threads import BUFFER_SIZE, Count, run_in_threads
from installer.errors import BundleTampered

_MAX_DIFFERENCES = 20
# Not all systems have these; where there are no links to follow, none is followed.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


async def verify_bundle(
    bundle: Bundle,
    *,
    progress: Callable[[int, int], None],
    files: Iterable[BundleFile] | None = None,
) -> None:
    """Check all files of the bundle, or only the given ones, against the manifest.

    `progress` gets the bytes done and the bytes in all, in the event loop's thread.  Raises
    BundleTampered, which names each file that differs and how.  Can be cancelled.
    """
    chosen = tuple(bundle.manifest.files if files is None else files)
    total = sum(file.size for file in chosen)
    progress(0, total)

    def look(count: Count) -> list[str]:
        count(0)
        links = _links(bundle.root) if files is None else ()
        return [*(f"{path}: is a link" for path in links), *_differing_shapes(bundle, chosen)]

    (differences,) = await run_in_threads("verify", [look], lambda done: None)
    _refuse(differences)
    # The largest first, so that no thread starts it when the others are done.
    ordered = sorted(chosen, key=lambda file: -file.size)
    works = [functools.partial(_differing_content, bundle, file) for file in ordered]
    found = await run_in_threads("verify", works, lambda done: progress(done, total))
    _refuse(difference for difference in found if difference)


def _refuse(differences: Iterable[str]) -> None:
    """Raise BundleTampered when there is any difference."""
    lines = sorted(set(differences))
    if not lines:
        return
    first = lines[0].partition(":")[0]
    what = f"{first} and {len(lines) - 1} more differ" if len(lines) > 1 else f"{first} differs"
    if len(lines) > _MAX_DIFFERENCES:
        lines = [*lines[:_MAX_DIFFERENCES], f"and {len(lines) - _MAX_DIFFERENCES} more"]
    raise BundleTampered(f"The bundle is not as it was made: {what}.", details="\n".join(lines))


def _links(root: Path) -> Iterator[str]:
    """Every link in the bundle's folder, as a path in the bundle."""
    for folder, folders, names in os.walk(root):
        for name in (*folders, *names):
            path = Path(folder, name)
            if path.is_symlink():
                yield path.relative_to(root).as_posix()


def _differing_shapes(bundle: Bundle, files: Sequence[BundleFile]) -> Iterator[str]:
    for file in files:
        if difference := _shape_difference(bundle.root, file):
            yield f"{file.path}: {difference}"


def _shape_difference(root: Path, file: BundleFile) -> str:
    """How a file differs without reading it; empty when it does not."""
    path = root
    *folders, name = file.path.split("/")
    try:
        for folder in folders:
            path /= folder
            if not stat.S_ISDIR(path.lstat().st_mode):
                return f"{folder} is a link or something else than a folder"
        status = (path / name).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    if stat.S_ISLNK(status.st_mode):
        return "is a link"
    if not stat.S_ISREG(status.st_mode):
        return "is not a plain file"
    return _size_difference(status.st_size, file.size)


def _size_difference(found: int, wanted: int) -> str:
    if found < wanted:
        return f"is cut off ({found} bytes instead of {wanted})"
    if found > wanted:
        return f"is too long ({found} bytes instead of {wanted})"
    return ""


def _differing_content(bundle: Bundle, file: BundleFile, count: Count) -> str:
    """Read a file whole; how it differs with its path, or empty.  Runs in a thread."""
    digest = hashlib.sha256()
    buffer = memoryview(bytearray(BUFFER_SIZE))
    count(0)
    try:
        descriptor = os.open(bundle.locate(file), _OPEN_FLAGS)
        with os.fdopen(descriptor, "rb", buffering=0) as source:
            while size := source.readinto(buffer):
                digest.update(buffer[:size])
                count(size)
    except OSError as error:
        return f"{file.path}: cannot be read ({error.strerror})"
    if digest.hexdigest() != file.sha256:
        return f"{file.path}: has another content (SHA-256 {digest.hexdigest()})"
    return ""
