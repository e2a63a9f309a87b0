"""The command `recovery-kit`: saves what gives access to a cluster, and opens it again."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from installer.cli.output import console
from installer.cli.passphrase import read_passphrase
from installer.cli.setup import make_session
from installer.engine.recovery_kit import open_recovery_kit, save_recovery_kit, write_opened
from installer.errors import UsageError

_WHAT = "recovery kit"


def run(options: argparse.Namespace) -> int:
    """Save a kit, or open one."""
    return _open(options) if options.kit is not None else _save(options)


def _save(options: argparse.Namespace) -> int:
    if options.name is None:
        raise UsageError(
            "Which cluster?", resolution="Name it: edgewright recovery-kit NAME -o FILE."
        )
    path = options.output or Path(f"{options.name}.recovery")
    session = make_session(options)
    session.look(options.name)
    passphrase = read_passphrase(options.passphrase_file, new=True, what=_WHAT)
    try:
        asyncio.run(save_recovery_kit(session, options.name, path, passphrase))
    except OSError as error:
        raise UsageError(
            f"The recovery kit cannot be written to {path}.",
            details=str(error),
            resolution="Name another file with -o.",
        ) from error
    words = f"Saved as {path}. Keep it away from this PC, and its passphrase elsewhere."
    console.print(words, soft_wrap=True, markup=False)
    return 0


def _open(options: argparse.Namespace) -> int:
    if options.output is None:
        raise UsageError(
            "Where shall the files go?", resolution="Name a new folder: --open FILE -o FOLDER."
        )
    try:
        data = options.kit.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{options.kit} cannot be read.",
            details=str(error),
            resolution="Name the file of a recovery kit.",
        ) from error
    files = open_recovery_kit(data, read_passphrase(options.passphrase_file, new=False, what=_WHAT))
    write_opened(files, options.output)
    for name in files:
        console.print(str(options.output / name), soft_wrap=True, markup=False)
    return 0
