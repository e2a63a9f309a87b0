"""`edgewright support`: one file that tells a helpdesk how a cluster is."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from installer.api.console import open_console
from installer.cli.get_where import Where, wanted
from installer.cli.output import console, error_console
from installer.cli.result_file import must_be_new
from installer.cluster.overview_model import SupportFile
from installer.errors import UsageError
from installer.units import Size

_JOURNAL = "journal.jsonl"
_SHOWN = 10


def run(options: argparse.Namespace) -> int:
    """Write it; what could not be read is named in it and here."""
    must_be_new(options.output)
    where = wanted(options)
    written = asyncio.run(_write(where, options.output))
    console.print(f"Written to {written.path} ({Size(written.size)}).", markup=False)
    console.print("Secrets are left out. summary.html in it is to be read first.")
    for words in written.missing[:_SHOWN]:
        error_console.print(f"Not in it: {words}", markup=False)
    return 0


async def _write(where: Where, output: Path) -> SupportFile:
    opened = open_console(
        title=where.title, connection=where.connection, extra=lambda: _journal(where.folder)
    )
    try:
        return await opened.write_support(output.absolute())
    except OSError as error:
        raise UsageError(
            f"{output} cannot be written.",
            details=str(error),
            resolution="Choose another place with -o.",
        ) from error
    finally:
        opened.close()


def _journal(folder: Path | None) -> dict[str, bytes]:
    """The journal of an installation of this PC, which holds no secrets."""
    path = folder / _JOURNAL if folder is not None else None
    return {_JOURNAL: path.read_bytes()} if path is not None and path.is_file() else {}
