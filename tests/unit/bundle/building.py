"""Building a bundle in a test, and looks at the folder around it."""

from __future__ import annotations

from pathlib import Path

from installer.bundle.build import BundleParts, build_bundle
from installer.bundle.bundle import Bundle
from installer.clock import VirtualClock


async def build(out: Path, parts: BundleParts, lines: list[str] | None = None) -> Bundle:
    report = (lines if lines is not None else []).append
    return await build_bundle(out, parts=parts, report=report, clock=VirtualClock())


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def snapshot(folder: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in folder.rglob("*")}
