"""Reads which container images are in an archive, so that nobody has to type them.

Both forms that are in use are understood: the archive of `docker save` (`manifest.json`) and the
OCI layout (`index.json`).  An archive may carry both; they say the same then.  It may be packed,
also by zstd, as k3s's own archives are.
"""

from __future__ import annotations

import contextlib
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import zstandard

from installer.errors import UsageError

_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_INDEXES = ("manifest.json", "index.json")
# Far more than the index of any real archive.
_MAX_INDEX = 4 << 20
# containerd's own key comes first: it holds the full name, the other may hold a bare tag.
_NAME_KEYS = ("io.containerd.image.name", "org.opencontainers.image.ref.name")
# What the readers of tar, zstd and JSON raise, and what an index of another shape leads to.
_UNFIT = (
    *(tarfile.TarError, zstandard.ZstdError, OSError),
    *(ValueError, LookupError, TypeError, AttributeError),
)


def image_names(archive: Path) -> tuple[str, ...]:
    """The full names of the images in a tar archive, sorted.

    Raises UsageError when the file is not such an archive or names no image.
    """
    try:
        with _open(archive) as tar:
            names = {name for text in _index_texts(tar) for name in _names(json.loads(text))}
    except _UNFIT as error:
        raise _unreadable(archive, f"{type(error).__name__}: {error}") from error
    if not names:
        raise _unreadable(archive, f"neither {' nor '.join(_INDEXES)} names an image")
    return tuple(sorted(names))


@contextlib.contextmanager
def _open(archive: Path) -> Iterator[tarfile.TarFile]:
    """The archive, unpacked while it is read."""
    with archive.open("rb") as file:
        packed = file.read(len(_ZSTD_MAGIC)) == _ZSTD_MAGIC
    if not packed:
        with tarfile.open(archive, "r:*") as tar:
            yield tar
        return
    with zstandard.open(archive, "rb") as plain, tarfile.open(fileobj=plain, mode="r|") as tar:
        yield tar


def _index_texts(tar: tarfile.TarFile) -> Iterator[bytes]:
    for member in tar:
        if member.name.removeprefix("./") not in _INDEXES or not member.isfile():
            continue
        if member.size > _MAX_INDEX:
            raise ValueError(f"{member.name} has {member.size} bytes")
        file = tar.extractfile(member)
        if file is not None:
            yield file.read()


def _names(index: Any) -> Iterator[str]:
    if isinstance(index, list):  # the form of `docker save`
        for entry in index:
            yield from entry.get("RepoTags") or ()
        return
    for entry in index.get("manifests") or ():
        notes = entry.get("annotations") or {}
        name = next((notes[key] for key in _NAME_KEYS if "/" in notes.get(key, "")), None)
        if name:
            yield name


def _unreadable(archive: Path, details: str) -> UsageError:
    return UsageError(
        f"The container images in {archive.name} cannot be read.",
        details=f"{archive}: {details}",
        resolution="Give a tar archive as `docker save` or `ctr images export` write it.",
    )
