"""Writes the file system layers of container images, the same bytes for the same input.

Entries belong to root and have the time zero; order is the order in which they are added.
"""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

CAP_NET_BIND_SERVICE = 1 << 10
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Layer:
    """A finished layer: an uncompressed tar file and what a manifest says of it."""

    path: Path
    digest: str
    size: int


class LayerWriter:
    """A layer that is being written; leave the `with` block, then call `finish`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folders: set[str] = set()
        self._tar = tarfile.open(path, "w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - see __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._tar.close()

    def folder(self, name: str, mode: int = 0o755) -> None:
        """Add a folder with its parents, once."""
        for parent in reversed(PurePosixPath(name).parents):
            self._add_folder(str(parent), 0o755)
        self._add_folder(name, mode)

    def _add_folder(self, name: str, mode: int) -> None:
        if name not in ("", ".") and name not in self._folders:
            self._folders.add(name)
            entry = tarfile.TarInfo(name)
            entry.type, entry.mode = tarfile.DIRTYPE, mode
            self._tar.addfile(entry)

    def link(self, name: str, target: str) -> None:
        """Add a symbolic link."""
        self.folder(str(PurePosixPath(name).parent))
        entry = tarfile.TarInfo(name)
        entry.type, entry.mode, entry.linkname = tarfile.SYMTYPE, 0o777, target
        self._tar.addfile(entry)

    def text(self, name: str, content: str) -> None:
        """Add a small text file."""
        self.folder(str(PurePosixPath(name).parent))
        entry = tarfile.TarInfo(name)
        data = content.encode()
        entry.size = len(data)
        self._tar.addfile(entry, io.BytesIO(data))

    def program(self, name: str, source: Path, *, capabilities: int = 0) -> None:
        """Add a program, with file capabilities (a bit mask) where it runs as an ordinary user."""
        self.folder(str(PurePosixPath(name).parent))
        entry = tarfile.TarInfo(name)
        entry.mode, entry.size = 0o755, source.stat().st_size
        if capabilities:
            # struct vfs_cap_data, revision 2, with the flag "effective"
            value = b"\x01\x00\x00\x02" + capabilities.to_bytes(4, "little") + bytes(12)
            entry.pax_headers = {"SCHILY.xattr.security.capability": value.decode("ascii")}
        with source.open("rb") as file:
            self._tar.addfile(entry, file)

    def archive(self, source: Path, keep: Callable[[str], bool]) -> None:
        """Add the entries of a tar archive whose name (`usr/sbin/ip`) `keep` accepts."""
        with tarfile.open(source) as tar:
            for entry in tar:
                entry.name = entry.name.removeprefix("./").rstrip("/")
                if not keep(entry.name):
                    continue
                if entry.islnk():
                    entry.linkname = entry.linkname.removeprefix("./")
                if entry.isdir():
                    self._folders.add(entry.name)
                entry.uid = entry.gid = entry.mtime = 0
                entry.uname = entry.gname = ""
                entry.pax_headers = {}
                self._tar.addfile(entry, tar.extractfile(entry) if entry.isreg() else None)

    def finish(self) -> Layer:
        """The closed layer with its digest."""
        self._tar.close()
        digest = hashlib.sha256()
        with self._path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        return Layer(self._path, f"sha256:{digest.hexdigest()}", self._path.stat().st_size)
