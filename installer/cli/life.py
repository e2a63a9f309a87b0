"""Commands for a cluster that has long been installed: restart, resize, snapshot."""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from rich.markup import escape
from rich.table import Table

from installer.cli.consent import must_agree
from installer.cli.output import console, print_json
from installer.cli.setup import make_session, run_stoppable
from installer.engine.access import restart as restart_cluster
from installer.engine.changes import HeldSnapshot
from installer.engine.resize import Wish
from installer.engine.resize import resize as resize_node
from installer.engine.session import Session
from installer.engine.snapshots import (
    delete_snapshot,
    list_snapshots,
    return_to_snapshot,
    take_snapshot,
)
from installer.errors import UsageError
from installer.events import Event, Notice

T = TypeVar("T")


def restart(options: argparse.Namespace) -> int:
    """Shut the nodes of a cluster down and start them again."""
    session = make_session(options)
    _run(session, lambda: restart_cluster(session, options.name))
    console.print(f"The nodes of {options.name} run again.")
    return 0


def resize(options: argparse.Namespace) -> int:
    """Give a node other sizes."""
    wish = Wish(
        node=options.node,
        data_disk=options.data_disk,
        cpus=options.cpus,
        memory=options.memory,
    )
    if wish.data_disk is None and wish.cpus is None and wish.memory is None:
        raise UsageError(
            "No new size was given.", resolution="Give --data-disk, --cpus or --memory."
        )
    session = make_session(options)
    node = _run(session, lambda: resize_node(session, options.name, wish))
    console.print(
        f"{escape(node.name)} has {node.cpus} processors, {node.memory} of memory and a data disk "
        f"of {node.data_disk}."
    )
    return 0


def snapshot(options: argparse.Namespace) -> int:
    """Take, list, return to or delete snapshots of a cluster."""
    session, name, label = make_session(options), options.name, options.label
    if options.verb == "list":
        return _list(session, name, options.format)
    if label is None:
        raise UsageError(f"To {options.verb} a snapshot, give its label.")
    if options.verb == "take":
        _run(session, lambda: take_snapshot(session, name, label))
        console.print(f"The snapshot {escape(label)} holds all disks of {escape(name)}.")
        console.print("It takes room on this PC as the nodes change what is on them.")
    elif options.verb == "return":
        _ask(session, options)
        _run(session, lambda: return_to_snapshot(session, name, label))
        console.print(f"{escape(name)} is as it was at the snapshot {escape(label)}.")
    else:
        _run(session, lambda: delete_snapshot(session, name, label))
        console.print(f"The snapshot {escape(label)} of {escape(name)} is deleted.")
    return 0


def _ask(session: Session, options: argparse.Namespace) -> None:
    held = asyncio.run(list_snapshots(session, options.name))
    found = next((s for s in held if s.label == options.label and s.whole), None)
    if found is None or options.yes:
        # A label that does not exist is refused by whoever looks it up under the lock.
        return
    must_agree(
        f"Return {options.name} to the snapshot {found.label} of {found.at}? "
        "EVERYTHING that was stored in the cluster since then is lost."
    )


def _list(session: Session, name: str, form: str) -> int:
    held = asyncio.run(list_snapshots(session, name))
    if form == "json":
        print_json([dataclasses.asdict(snapshot) for snapshot in held])
    elif not held:
        console.print(f"{escape(name)} has no snapshot.")
    else:
        console.print(_table(held))
    return 0


def _table(held: tuple[HeldSnapshot, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("label", "taken", "state"):
        table.add_column(title)
    for snapshot in held:
        state = "whole" if snapshot.whole else "broken off: take it again, or delete it"
        table.add_row(escape(snapshot.label), snapshot.at, state)
    return table


def _run(session: Session, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run to the end, and say what happens meanwhile."""

    def tell(event: Event) -> None:
        if isinstance(event, Notice):
            console.print(escape(event.text))

    session.bus.subscribe(tell)
    return run_stoppable(session, work)
