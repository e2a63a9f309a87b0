"""The payload disk: what is installed into a node, as a read-only ISO image.

It is attached to the virtual machine instead of copying hundreds of MiB over the network.  Rock
Ridge carries the real names; the plain ISO names are numbers, because those are short, upper case
and could fall together.  All files are marked as executable: not every PC that makes a payload
knows that property of a file, and in the node root decides with which rights they are installed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from installer.files import sync_folder
from installer.units import MIB

LABEL = "EDGEWRIGHT_PAY"
_LABEL_PATTERN = re.compile(r"[A-Z0-9_]{1,32}")
_FILE_MODE = 0o100555
_FOLDER_MODE = 0o040555
_BLOCK = MIB
_MAX_NAME = 200
# Windows would otherwise translate line ends.
_OPEN_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_payload(
    path: Path,
    entries: Mapping[str, Path],
    *,
    label: str = LABEL,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write an ISO image with the given files: POSIX path inside -> file on this PC.

    The image appears under its name only when it is whole and on the disk.  Blocks for as long as
    copying takes, in bounded memory.  `progress` gets the bytes done and the bytes in all; an
    exception that it raises stops the writing, and no image is left.  Raises OSError, and
    ValueError for a label or a path that cannot stand in an image.
    """
    if not _LABEL_PATTERN.fullmatch(label):
        raise ValueError(f"{label!r} cannot be the label of an ISO image")
    for name in entries:
        _check_name(name)
    sizes = {name: source.stat().st_size for name, source in entries.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        _write_image(partial, entries, label, progress)
        for name, source in entries.items():
            # pycdlib fills up silently when a file gets shorter while it is being read.
            if source.stat().st_size != sizes[name]:
                raise OSError(f"{source} was changed while it was copied")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    sync_folder(path.parent)


def _write_image(
    path: Path,
    entries: Mapping[str, Path],
    label: str,
    progress: Callable[[int, int], None] | None,
) -> None:
    import pycdlib  # noqa: PLC0415 - slow to import: only when a disk is written

    iso = pycdlib.PyCdlib()
    iso.new(interchange_level=3, rock_ridge="1.09", vol_ident=label)
    try:
        folders = {PurePosixPath("."): ""}
        for number, folder in enumerate(_folders(entries)):
            folders[folder] = f"{folders[folder.parent]}/D{number:07}"
            iso.add_directory(folders[folder], rr_name=folder.name, file_mode=_FOLDER_MODE)
        for number, name in enumerate(sorted(entries)):
            inside = PurePosixPath(name)
            iso.add_file(
                str(entries[name]),
                f"{folders[inside.parent]}/F{number:07}.;1",
                rr_name=inside.name,
                file_mode=_FILE_MODE,
            )

        def tell(done: int, total: int, _: object) -> None:
            if progress is not None:
                progress(done, total)

        descriptor = os.open(path, _OPEN_FLAGS, 0o600)
        with os.fdopen(descriptor, "w+b") as image:
            iso.write_fp(image, blocksize=_BLOCK, progress_cb=tell)
            image.flush()
            os.fsync(image.fileno())
    finally:
        iso.close()


def _check_name(name: str) -> None:
    """Raise ValueError unless the path is relative, POSIX and within what Rock Ridge can hold."""
    for segment in name.split("/"):
        if (
            segment in ("", ".", "..")
            or len(segment.encode()) > _MAX_NAME
            or not segment.isprintable()
        ):
            raise ValueError(f"{name!r} cannot be the path of a file in an image")


def _folders(names: Mapping[str, Path]) -> Iterator[PurePosixPath]:
    """All folders of the entries, each after the one that it is in."""
    folders = {parent for name in names for parent in PurePosixPath(name).parents}
    yield from sorted(folders - {PurePosixPath(".")})
