"""The words of the command that keeps secrets by name, which cluster files then refer to."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.cli.parser import Commands

_HELP = """\
The log-in of a shared folder is NAME:PASSWORD, or DOMAIN\\NAME:PASSWORD.

The secret is asked for; programs give --secret-file, or write it to the standard input.
"""


def add_secret(
    commands: Commands[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add secret; `common` are options that others have too."""
    secret = commands.add_parser(
        "secret",
        parents=[common],
        help="keep a secret under a name that cluster files refer to, or forget it",
        epilog=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    secret.add_argument("verb", choices=("set", "remove"))
    secret.add_argument("reference", metavar="NAME", help="such as shop-1/nas")
    secret.add_argument(
        "--secret-file", type=Path, metavar="FILE", help="file with the secret in its first line"
    )
