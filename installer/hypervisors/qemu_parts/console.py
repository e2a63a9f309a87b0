"""The end of a log, as text that can stand in an error message."""

from __future__ import annotations

import os
import re
from pathlib import Path

LINES = 60
_BYTES_PER_LINE = 1024
# ECMA-48: control sequences, operating-system commands, and two-character escapes.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -~])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def tail(path: Path, *, lines: int) -> str:
    """The last `lines` lines of a log without control characters; empty where there is no log."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - lines * _BYTES_PER_LINE))
            text = file.read().decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
    return "\n".join(clean(text).splitlines()[-lines:])


def account(console: Path, words: Path) -> str:
    """What a virtual machine and QEMU said last, each under its heading; empty when nothing."""
    parts = (("The end of the console:", console), ("QEMU's own words:", words))
    texts = ((title, tail(path, lines=LINES)) for title, path in parts)
    return "\n".join(f"{title}\n{text}" for title, text in texts if text)


def clean(text: str) -> str:
    """Text as a terminal would leave it, roughly: no escapes, no empty lines."""
    plain = _ESCAPES.sub("", text).replace("\r", "\n")
    lines = (_CONTROLS.sub("", line).rstrip() for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)
