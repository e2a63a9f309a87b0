"""`edgewright get`: what a cluster or a saved file holds, with plain words beside it."""

from __future__ import annotations

import argparse
from typing import Any

from installer.cli.get_boards import BOARDS
from installer.cli.get_output import print_rows, record_of, write_json
from installer.cli.get_where import wanted
from installer.cli.output import console, error_console
from installer.clock import SystemClock
from installer.cluster.ask_around import AskAround
from installer.cluster.registry import all_kinds, find_kind
from installer.cluster.rows import Kind, Row
from installer.cluster.saved import read_saved
from installer.cluster.snapshot import list_once
from installer.cluster.text import inert_text
from installer.errors import UsageError

_SHOWN = 5


def run(options: argparse.Namespace) -> int:
    """List it."""
    if options.from_file is not None:
        return _from_file(options)
    if options.what is None:
        raise UsageError("Say what to get.", resolution=f"Known are: {_known()}.")
    if options.what in BOARDS:
        return BOARDS[options.what](wanted(options), options)
    kind = _kind(options.what)
    where = wanted(options)
    listed = list_once(where.connection, kind, AskAround(where.connection, _now), options.namespace)
    _tell_skipped(listed.skipped)
    _show([(kind, listed.rows)], options)
    return 0


def _from_file(options: argparse.Namespace) -> int:
    if options.name or options.kubeconfig or options.context:
        raise UsageError("A saved file needs no cluster: leave NAME and kubeconfig out.")
    if options.what in BOARDS:
        raise UsageError(f"{options.what} can be asked of a running cluster only.")
    saved = read_saved(options.from_file, _now())
    _tell_skipped(saved.skipped)
    names = [_kind(options.what).name] if options.what else list(saved.rows)
    found = [(saved.kinds[name], saved.rows.get(name, ())) for name in names]
    if options.namespace:
        found = [
            (kind, tuple(row for row in rows if row.namespace in ("", options.namespace)))
            for kind, rows in found
        ]
    _show(found, options)
    return 0


def _show(found: list[tuple[Kind, tuple[Row, ...]]], options: argparse.Namespace) -> None:
    now = _now()
    if options.output == "json":
        records: list[dict[str, Any]] = [
            record_of(kind, row, now) for kind, rows in found for row in rows
        ]
        write_json(records)
        return
    for kind, rows in found:
        if len(found) > 1:
            console.print(f"\n{kind.word}", style="bold", markup=False)
        if rows:
            print_rows(kind, rows, now, wide=options.output == "wide")
        else:
            console.print(f"There are no {kind.resource}.", markup=False)


def _tell_skipped(skipped: tuple[str, ...]) -> None:
    if skipped:
        error_console.print(f"{len(skipped)} objects could not be read and are left out:")
        for words in skipped[:_SHOWN]:
            error_console.print(f"  {inert_text(words, 300)}", markup=False)


def _kind(word: str) -> Kind:
    kind = find_kind(word)
    if kind is None:
        raise UsageError(f"{word} is not known.", resolution=f"Known are: {_known()}.")
    return kind


def _known() -> str:
    return ", ".join([*all_kinds(), *BOARDS])


def _now() -> float:
    return SystemClock().now().timestamp()
