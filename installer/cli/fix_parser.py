"""The words of `edgewright fix`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.cli.parser import Commands


def add_fix(
    commands: Commands[argparse.ArgumentParser],
    common: argparse.ArgumentParser,
    fmt: argparse.ArgumentParser,
) -> None:
    """Add fix; `common` and `fmt` are options that others have too."""
    fix = commands.add_parser(
        "fix", parents=[common, fmt], help="put right what check finds, where the program can"
    )
    fix.add_argument("id", nargs="?", metavar="ID", help="a fix or a check; default: list them")
    fix.add_argument("-f", "--file", type=Path, metavar="CLUSTER", help="the cluster it is for")
    fix.add_argument("--undo", action="store_true", help="take a fix back")
    fix.add_argument("--yes", action="store_true", help="do not ask before changing the PC")
