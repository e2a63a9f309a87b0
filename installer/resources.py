"""Finds the data files that ship with the program, from source or from a frozen folder."""

from __future__ import annotations

import sys
from pathlib import Path


def resource_path(relative: str) -> Path:
    """The path of a file below `resources/`; raises FileNotFoundError when it is not shipped."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    path = root / "resources" / relative
    if not path.exists():
        raise FileNotFoundError(f"resource {relative} is missing from this program")
    return path


def resource_text(relative: str) -> str:
    """The content of a text file below `resources/`."""
    return resource_path(relative).read_text(encoding="utf-8")
