"""The words of the options of every command that reads a cluster file with placeholders."""

from __future__ import annotations

import argparse
from pathlib import Path


def values_options() -> argparse.ArgumentParser:
    """The options of every command that reads a cluster file with placeholders."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--values",
        metavar="FILE",
        type=Path,
        help="table of PCs (.csv) with the values for ${...} in the cluster file",
    )
    options.add_argument(
        "--pc",
        metavar="NAME",
        help="take the row of this host name or hardware address; default: those of this PC",
    )
    return options
