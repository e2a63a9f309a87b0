"""The words of the commands for a cluster that has long been installed."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from installer.units import Size

if TYPE_CHECKING:
    from installer.cli.parser import Commands

_VERBS = """\
  take    shut the nodes down, remember all their disks, start them again
  list    show the snapshots
  return  bring all disks back; what was stored since then is lost
  delete  forget a snapshot
"""


def add_life(
    commands: Commands[argparse.ArgumentParser],
    common: argparse.ArgumentParser,
    fmt: argparse.ArgumentParser,
) -> None:
    """Add restart, resize and snapshot; `common` and `fmt` are options that others have too."""
    restart = commands.add_parser(
        "restart", parents=[common], help="shut a cluster's nodes down and start them again"
    )
    restart.add_argument("name", metavar="NAME")
    resize = commands.add_parser("resize", parents=[common], help="give a node other sizes")
    resize.add_argument("name", metavar="NAME")
    resize.add_argument("--node", metavar="NODE", help="needed where there are several")
    resize.add_argument(
        "--data-disk", type=_size, metavar="SIZE", help="larger than before; the node goes on"
    )
    resize.add_argument("--cpus", type=int, metavar="COUNT", help="restarts the node")
    resize.add_argument("--memory", type=_size, metavar="SIZE", help="restarts the node")
    snapshot = commands.add_parser(
        "snapshot",
        parents=[common, fmt],
        help="remember all disks of a cluster, and return to them",
        epilog=_VERBS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    snapshot.add_argument("name", metavar="NAME")
    snapshot.add_argument("verb", choices=("take", "list", "return", "delete"))
    snapshot.add_argument("label", metavar="LABEL", nargs="?")
    snapshot.add_argument("--yes", action="store_true", help="do not ask before returning")


def _size(text: str) -> Size:
    try:
        return Size.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
