"""Keeps built parts outside the source tree, named by the content they were built from.

A part is a folder `<name>-<key>`: it exists whole or not at all, because it is built beside its
place and then renamed.  A lock per name makes a second run wait for the first one instead of
building the same thing again.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

Report = Callable[[str], None]

# Another checkout may still use its own version of a part: only what nobody asked for in an hour
# is pruned.
PRUNE_AFTER = 3600.0
_KEY_LENGTH = 16


def cache_root() -> Path:
    """Where the parts are: EDGEWRIGHT_CACHE, or a folder of the user's cache."""
    if own := os.environ.get("EDGEWRIGHT_CACHE"):
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "edgewright-testbed"


def content_key(files: Iterable[Path], *facts: str) -> str:
    """A key that changes with the name or content of any file and with any of the facts."""
    digest = hashlib.sha256()
    for path in sorted(files):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    for fact in facts:
        digest.update(f"{len(fact)} {fact}\n".encode())
    return digest.hexdigest()[:_KEY_LENGTH]


@dataclass(frozen=True, slots=True)
class Cache:
    """The folder of parts; `report` is told what is built and how long it took."""

    root: Path
    report: Report

    def part(self, name: str, key: str, build: Callable[[Path], None]) -> Path:
        """The folder of a part; `build` fills an empty one when there is none of this key yet.

        What `build` raises is passed on, and leaves nothing behind.
        """
        place = self.root / f"{name}-{key}"
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not place.exists():
                self._make(name, place, build)
            os.utime(place)
        return place

    def _make(self, name: str, place: Path, build: Callable[[Path], None]) -> None:
        self.report(f"{name}: building")
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix=f".{name}-", dir=self.root) as temporary:
            fresh = Path(temporary) / "part"
            fresh.mkdir()
            build(fresh)
            fresh.rename(place)
        self.report(f"{name}: built in {time.monotonic() - started:.0f} s")
        self._prune(name, place)

    def _prune(self, name: str, keep: Path) -> None:
        """Remove older versions of a part; keys have no hyphen, so names cannot be mixed up."""
        oldest = time.time() - PRUNE_AFTER
        for path in self.root.glob(f"{name}-*"):
            version = path.name.removeprefix(f"{name}-")
            if path != keep and "-" not in version and path.stat().st_mtime < oldest:
                shutil.rmtree(path)
