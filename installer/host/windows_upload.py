"""Brings a file to a Windows PC: in pieces, from where it broke off, judged by its SHA-256."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from installer.errors import HostUnreachable, ScriptFailed
from installer.host.windows import WindowsHost
from installer.host.windows_script import Json, windows_script

# A multiple of three, so that the pieces' Base64 needs no filling in between.
_PIECE = 180_000
_TRIES = 5
_STATE_SECONDS = 120.0
# The slowest that is still taken for a transfer and not for a standstill.
_SLOWEST_BYTES_PER_SECOND = 50_000


async def upload(
    host: WindowsHost, source: Path, path: str, *, report: Callable[[int], None]
) -> None:
    """Copy a local file to `path` of the PC; `report` gets the bytes that are sent so far.

    After a lost connection it goes on where it was, some times.  Raises HostUnreachable when it
    breaks too often, and ScriptFailed when what arrived is not what was sent.
    """
    size = source.stat().st_size
    sha256 = await asyncio.to_thread(_sha256, source)
    for attempt in range(1, _TRIES + 1):
        try:
            answer = await _send(host, source, path, size=size, sha256=sha256, report=report)
        except HostUnreachable:
            if attempt == _TRIES:
                raise
            continue
        if answer["arrived"]:
            return
        raise ScriptFailed(
            f"Copying {source.name} to the PC",
            details=f"{answer['length']} of {size} bytes arrived; their SHA-256 is "
            f"{answer['sha256'] or 'not known'}, not {sha256}",
        )


async def _send(
    host: WindowsHost,
    source: Path,
    path: str,
    *,
    size: int,
    sha256: str,
    report: Callable[[int], None],
) -> Json:
    purpose = f"Copying {source.name} to the PC"
    asking = windows_script("host/file-state", purpose, {"path": f"{path}.partial"})
    there = int((await host.ask(asking, timeout=_STATE_SECONDS))["length"])
    # More than the whole is another file's rest.
    offset = there if 0 < there <= size else 0
    arguments = {"path": path, "offset": offset, "size": size, "sha256": sha256}
    return await host.ask(
        windows_script("host/receive-file", purpose, arguments),
        more=_lines(source, offset, report),
        timeout=_STATE_SECONDS + (size - offset) / _SLOWEST_BYTES_PER_SECOND,
    )


def _lines(source: Path, offset: int, report: Callable[[int], None]) -> Iterator[bytes]:
    with source.open("rb") as file:
        file.seek(offset)
        while piece := file.read(_PIECE):
            yield base64.b64encode(piece) + b"\n"
            offset += len(piece)
            report(offset)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
