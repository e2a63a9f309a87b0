"""Packs a folder of ours so that it can be laid over a new root file system."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path


def pack_tree(folder: Path, epoch: int) -> bytes:
    """A folder as a tar archive that does not depend on who checked it out.

    Root owns all of it, and what starts like a script may be run: the folder itself may come from
    a system that does not keep permissions.
    """
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(folder.rglob("*")):
            entry = tarfile.TarInfo(path.relative_to(folder).as_posix())
            entry.mtime = epoch
            if path.is_dir():
                entry.type, entry.mode = tarfile.DIRTYPE, 0o755
                archive.addfile(entry)
            else:
                content = path.read_bytes()
                entry.mode = 0o755 if content.startswith(b"#!") else 0o644
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()
