"""Builds the packaged program, lets both programs look at themselves, and weighs it.

    python3 dev.py package

The folder is `dist/edgewright`.  Bar: 200 MiB unpacked.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "dist" / "edgewright"
MOST_BYTES = 200 * 1024 * 1024
_PARTS_SHOWN = 12


def build() -> None:
    """Make the folder anew; raises CalledProcessError."""
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
            *("--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build")),
            str(ROOT / "build.spec"),
        ],
        check=True,
    )


def program(name: str) -> Path:
    """One of the two programs of the folder."""
    return FOLDER / (f"{name}.exe" if os.name == "nt" else name)


def look_at_themselves() -> bool:
    """Whether both programs find themselves whole; they print what they found."""
    screen = (
        {}
        if {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
        else {"QT_QPA_PLATFORM": "offscreen"}
    )
    codes = [
        subprocess.run(
            [program(name), "--self-check"], check=False, env=os.environ | screen
        ).returncode
        for name in ("edgewright", "edgewright-gui")
    ]
    return not any(codes)


def sizes() -> Counter[str]:
    """Bytes on the disk by part: the folders below the libraries, and the programs."""
    found: Counter[str] = Counter()
    for path in FOLDER.rglob("*"):
        if path.is_file() and not path.is_symlink():
            inner = path.relative_to(FOLDER)
            depth = 2 if inner.parts[0] == "_internal" and len(inner.parts) > 2 else 1
            part = "/".join(inner.parts[:depth]) if len(inner.parts) != 2 else "other libraries"
            found[part] += path.stat().st_size
    return found


def main() -> int:
    """Build, look, weigh; returns the exit code."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    build()
    whole = look_at_themselves()
    by_part = sizes()
    for part, size in by_part.most_common(_PARTS_SHOWN):
        print(f"  {size / 2**20:7.1f} MiB  {part}")
    total = by_part.total()
    print(f"  {total / 2**20:7.1f} MiB  in all (bar: {MOST_BYTES / 2**20:.0f} MiB)")
    return 0 if whole and total <= MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
