"""Fills a bundle's folder aside and puts it in its place as a whole.

    <out>.partial   being filled; holds the file BUILDING until its manifest is there
    <out>           the bundle
    <out>.old       the bundle that was there before, for the moment of the exchange

A folder is only ever removed or replaced when it is a bundle or carries our mark: a wrong path
on a command line must not cost anybody a folder.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from installer.bundle.bundle import open_bundle
from installer.bundle.manifest import FILE_NAME
from installer.errors import BundleError, UsageError
from installer.files import sync_folder, write_private
from installer.units import MIB, Size

MARK = "BUILDING"
# For the manifest and what a file system needs for itself.
_SPARE = 16 * MIB


def partial_folder(out: Path) -> Path:
    """Where the bundle for `out` is filled."""
    return out.with_name(f"{out.name}.partial")


def _old_folder(out: Path) -> Path:
    return out.with_name(f"{out.name}.old")


def begin(out: Path, *, room: int) -> None:
    """Make an empty, marked folder to fill, after what an interrupted build may have left.

    Raises UsageError when `out` is not ours to replace or there is no room for `room` bytes.
    """
    partial, old = partial_folder(out), _old_folder(out)
    for folder in (out, partial, old):
        if folder is not partial or not _is_marked(folder):
            _refuse_foreign(folder)
    if old.exists() and not out.exists():
        old.rename(out)
    for folder in (partial, old):
        if folder.exists():
            shutil.rmtree(folder)
    out.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(out.parent).free
    if free < room + _SPARE:
        raise UsageError(
            f"There is not enough room for the bundle: it needs {Size(room)}.",
            details=f"{out.parent} has {Size(free)} free",
            resolution="Free some room or choose another folder, then build again.",
        )
    partial.mkdir()
    partial.joinpath(MARK).touch()


def finish(out: Path, manifest: str) -> None:
    """Write the manifest and give the filled folder its name.

    Raises UsageError when `out` meanwhile got something that is not the bundle's.
    """
    partial, old = partial_folder(out), _old_folder(out)
    _refuse_foreign(out)
    write_private(partial / FILE_NAME, manifest.encode(), mode=0o644)
    partial.joinpath(MARK).unlink()
    sync_folder(partial)
    if out.exists():
        out.rename(old)
    try:
        partial.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    sync_folder(out.parent)
    if old.exists():
        shutil.rmtree(old)


def discard(partial: Path) -> None:
    """Remove what an unfinished build made; a folder without our mark is left alone."""
    if _is_marked(partial):
        shutil.rmtree(partial, ignore_errors=True)


def _is_marked(folder: Path) -> bool:
    return not folder.is_symlink() and folder.joinpath(MARK).is_file()


def _refuse_foreign(folder: Path) -> None:
    """Raise UsageError unless the folder is absent, empty, or a bundle and nothing else."""
    if not folder.exists() and not folder.is_symlink():
        return
    reason = f"{folder} is a file or a link"
    if folder.is_dir() and not folder.is_symlink():
        reason = _foreign_content(folder)
    if reason:
        raise UsageError(
            f"{folder.name} is there already and is not a bundle.",
            details=reason,
            resolution="Choose another folder for the bundle, or move this one away.",
        )


def _foreign_content(folder: Path) -> str:
    """What is in a folder besides a bundle; empty when there is nothing else."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    if not found:
        return ""
    try:
        manifest = open_bundle(folder).manifest
    except BundleError as error:
        return error.details
    listed = {FILE_NAME, *(file.path for file in manifest.files)}
    extra = sorted(
        name
        for name, path in found.items()
        if name not in listed and (path.is_symlink() or not path.is_dir())
    )
    return f"{folder} also holds {', '.join(extra[:5])}" if extra else ""
