"""The words of the command `recovery-kit`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.cli.parser import Commands


def add_recovery(
    commands: Commands[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add recovery-kit; `common` are options that others have too."""
    kit = commands.add_parser(
        "recovery-kit",
        parents=[common],
        help="save cluster file, kubeconfig and keys, sealed with a passphrase; or open them",
    )
    kit.add_argument("name", metavar="NAME", nargs="?")
    kit.add_argument("--open", metavar="FILE", type=Path, dest="kit", help="open this one")
    kit.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        type=Path,
        help="file to save (default: NAME.recovery), or new folder for --open",
    )
    kit.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="file with the passphrase of the recovery kit; default: ask for it",
    )
