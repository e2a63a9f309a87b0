"""Rows of a cluster as a table for people, or as JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from installer.cli.output import console
from installer.cluster.cells import cell_text
from installer.cluster.rows import Kind, Place, Row
from installer.cluster.text import inert

_PLAIN = "WHAT IT MEANS"


def record_of(kind: Kind, row: Row, now: float) -> dict[str, Any]:
    """kubectl's columns by their names, then what this program thinks of the object.

    Values are the cluster's own text; JSON itself makes control characters harmless.
    """
    record: dict[str, Any] = {"KIND": kind.word}
    if kind.namespaced:
        record["NAMESPACE"] = row.namespace
    for column, cell in zip(kind.columns, row.cells, strict=True):
        if column.place is not Place.OURS:
            record[column.name] = cell if isinstance(cell, int) else cell_text(cell, now)
    return {**record, "attention": row.attention, "plain": row.plain}


def write_json(records: Any) -> None:
    """One JSON document."""
    json.dump(records, sys.stdout, indent=2)
    sys.stdout.write("\n")


def print_rows(kind: Kind, rows: Sequence[Row], now: float, *, wide: bool) -> None:
    """A table; what needs attention stands out, and a sentence stands beside every row."""
    shown = [
        index
        for index, column in enumerate(kind.columns)
        if column.place is Place.USUAL or (wide and column.place is Place.WIDE)
    ]
    titles = [kind.columns[index].name for index in shown]
    spaced = kind.namespaced
    records = [
        (
            row.attention,
            [row.namespace] * spaced + [kind.text(row, i, now) for i in shown] + [row.plain],
        )
        for row in rows
    ]
    print_table(["NAMESPACE"] * spaced + titles + [_PLAIN], records)


def print_table(titles: Sequence[str], rows: Iterable[tuple[bool, Sequence[str]]]) -> None:
    """Rows of inert text, yellow where attention is needed."""
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    for title in titles:
        table.add_column(title, overflow="fold", no_wrap=title != _PLAIN)
    for attention, words in rows:
        style = "yellow" if attention else ""
        table.add_row(*(Text(inert(word), style=style) for word in words))
    console.print(table)
