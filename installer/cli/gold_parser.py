"""The words of `edgewright gold-check`."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.cli.parser import Commands


def add_gold(
    commands: Commands[argparse.ArgumentParser],
    common: argparse.ArgumentParser,
    fmt: argparse.ArgumentParser,
) -> None:
    """Add gold-check; `common` and `fmt` are options that others have too."""
    gold = commands.add_parser(
        "gold-check",
        parents=[common, fmt],
        help="is this PC, cloned from an image, safe to ship?",
    )
    gold.add_argument(
        "--image-made",
        type=moment,
        metavar="TIME",
        help="when the image was taken, such as 2026-11-25T14:00; default: unknown, then only "
        "what was made since the PC was started is its own",
    )


def moment(text: str) -> datetime:
    """A date and time, of this PC's time zone unless it names one; raises ValueError."""
    return datetime.fromisoformat(text).astimezone()
