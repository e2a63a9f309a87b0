"""One cluster file for many PCs: its placeholders get the values of this one."""

from __future__ import annotations

import argparse
import asyncio
import os
from pathlib import Path

from installer.cli.setup import make_session
from installer.config.load import load_config
from installer.config.model import EdgeCluster
from installer.config.pc_table import LARGEST, PcRow, read_table, row_of
from installer.config.placeholders import Placeholders
from installer.engine.which_pc import names_of
from installer.errors import UsageError


def given_cluster(options: argparse.Namespace) -> EdgeCluster:
    """The cluster of the file that was given, with the values of --values and the environment.

    Raises UsageError, ValuesInvalid and ConfigInvalid.
    """
    table: Path | None = options.values
    if table is None:
        if options.pc is not None:
            raise UsageError(
                "--pc chooses a row of a table of PCs, and none was given.",
                resolution="Give the table too: --values FILE.",
            )
        return load_config(options.file, Placeholders({}, os.environ))
    row = _row(options, table)
    placeholders = Placeholders(row.values, os.environ, table=str(table))
    return load_config(options.file, placeholders)


def _row(options: argparse.Namespace, table: Path) -> PcRow:
    try:
        with table.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(
            f"The table of PCs {table} cannot be read.",
            details=str(error),
            resolution="Give the path of a CSV file that your user may read.",
        ) from error
    rows = read_table(data, str(table))
    if options.pc is not None:
        return row_of(rows, (options.pc,), str(table))
    pc = make_session(options).world.pc
    return row_of(rows, asyncio.run(names_of(pc)), str(table))
