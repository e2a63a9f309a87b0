"""The passphrase of a sealed file: from a file, the environment, or whoever is at the terminal.

Never from the command line, where every user of the PC could read it.
"""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from installer.cli.consent import somebody_is_there
from installer.errors import UsageError

VARIABLE = "EDGEWRIGHT_JOIN_PASSPHRASE"


def read_passphrase(file: Path | None, *, new: bool, what: str = "join file") -> str:
    """The passphrase of `what`; a `new` one is asked for twice.

    Raises UsageError where there is none.
    """
    if file is not None:
        return _from_file(file)
    if given := os.environ.get(VARIABLE):
        return given
    if not somebody_is_there():
        raise UsageError(
            f"The passphrase of the {what} is needed, and nobody is there to type it.",
            resolution=f"Give --passphrase-file FILE, or set {VARIABLE}.",
        )
    typed = getpass.getpass(f"Passphrase of the {what}: ")
    if new and getpass.getpass("Once more: ") != typed:
        raise UsageError(
            f"The two passphrases differ; no {what} was made.",
            resolution="Run the command again.",
        )
    return typed


def _from_file(path: Path) -> str:
    """The first line; the end of the line is not part of it."""
    try:
        return path.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The passphrase cannot be read from {path}.",
            details=type(error).__name__,
            resolution="Give a text file that your user may read, with the passphrase in it.",
        ) from error
