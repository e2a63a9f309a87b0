"""The words of the commands by which nodes of another PC come into a cluster and go from it."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.cli.parser import Commands

_HELP = """\
On the other PC, with the file and its passphrase:
  edgewright new --join FILE -o cluster.yaml      a cluster file that fits both
  edgewright apply -f cluster.yaml --join FILE

The passphrase is asked for; programs give --passphrase-file or EDGEWRIGHT_JOIN_PASSPHRASE.
"""
_UNITS = {"m": 60, "h": 3600, "d": 24 * 3600}


def add_join(
    commands: Commands[argparse.ArgumentParser],
    common: argparse.ArgumentParser,
    fmt: argparse.ArgumentParser,
) -> None:
    """Add join-file and forget-node; `common` and `fmt` are options that others have too."""
    join = commands.add_parser(
        "join-file",
        parents=[common, fmt],
        help="make, list or revoke files with which another PC's nodes join",
        epilog=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    join.add_argument("name", metavar="NAME")
    what = join.add_mutually_exclusive_group(required=True)
    what.add_argument("--role", choices=("worker", "server"), help="make one for such nodes")
    what.add_argument("--list", action="store_true", dest="listing", help="show all")
    what.add_argument("--revoke", metavar="ID", help="let nobody in with this one any more")
    join.add_argument(
        "--valid",
        type=_seconds,
        metavar="TIME",
        help="such as 90m, 24h or 7d; default: 24h, and 2h for servers",
    )
    join.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: NAME-ROLE.join")
    add_passphrase(join)
    forget = commands.add_parser(
        "forget-node", parents=[common], help="take a node that another PC removed off the list"
    )
    forget.add_argument("name", metavar="NAME")
    forget.add_argument("node", metavar="NODE")


def add_join_options(
    command: argparse.ArgumentParser, among: argparse._MutuallyExclusiveGroup | None = None
) -> None:
    """Add --join, `among` other options of which one can be given, and the passphrase."""
    (among or command).add_argument(
        "--join", type=Path, metavar="FILE", help="join file of the PC that began the cluster"
    )
    add_passphrase(command)


def add_passphrase(command: argparse.ArgumentParser) -> None:
    """Add the file of the passphrase; the passphrase itself never stands on a command line."""
    command.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="file with the passphrase of the join file; default: ask for it",
    )


def _seconds(text: str) -> float:
    found = re.fullmatch(r"([0-9]{1,5})([mhd])", text)
    if found is None or int(found[1]) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no time such as 90m, 24h or 7d")
    return float(int(found[1]) * _UNITS[found[2]])
