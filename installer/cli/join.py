"""Commands for nodes on other PCs: join-file and forget-node; and opening a join file."""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from installer.cli.output import console, error_console, print_json
from installer.cli.passphrase import read_passphrase
from installer.cli.result_file import must_be_new
from installer.cli.setup import make_session, run_stoppable
from installer.engine.join_file import JoinFile, join_file_head, join_file_text, open_join_file
from installer.engine.join_held import HeldJoinFile
from installer.engine.join_seal import LARGEST, must_be_long_enough
from installer.engine.joining import (
    forget_member,
    list_join_files,
    make_join_file,
    revoke_join_file,
)
from installer.engine.session import Session
from installer.errors import UsageError
from installer.files import write_private


def join_file(options: argparse.Namespace) -> int:
    """Make, list or revoke join files."""
    session, name = make_session(options), options.name
    if options.listing:
        _show(options, asyncio.run(list_join_files(session, name)))
    elif options.revoke:
        run_stoppable(session, lambda: revoke_join_file(session, name, options.revoke))
        console.print(f"The join file {escape(options.revoke)} lets nobody in any more.")
        console.print("Nodes that have joined with it stay.")
    else:
        _make(options)
    return 0


def forget_node(options: argparse.Namespace) -> int:
    """Take a node that another PC removed off the cluster's list."""
    session = make_session(options)
    run_stoppable(session, lambda: forget_member(session, options.name, options.node))
    console.print(f"{escape(options.name)} has forgotten the node {escape(options.node)}.")
    return 0


def given_join_file(options: argparse.Namespace) -> JoinFile | None:
    """The join file of --join, opened with its passphrase; None without one.

    Raises UsageError, JoinFileUnreadable and JoinFileLocked.
    """
    path: Path | None = options.join
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(
            f"The join file {path} cannot be read.",
            details=str(error),
            resolution="Give the path of a join file that your user may read.",
        ) from error
    # Before anybody is asked for a passphrase, so that nobody types one in vain.
    join_file_head(data)
    return open_join_file(data, read_passphrase(options.passphrase_file, new=False))


def joined_nodes(session: Session, name: str) -> tuple[str, ...]:
    """The nodes here of a cluster that another PC began: it goes on counting them when they go."""
    if not session.store.begun(name):
        return ()
    config = session.look(name).config()
    return tuple(node.name for node in config.spec.nodes) if config.spec.join else ()


def _make(options: argparse.Namespace) -> None:
    target = options.output or Path(f"{options.name}-{options.role}.join")
    must_be_new(target)
    passphrase = read_passphrase(options.passphrase_file, new=True)
    must_be_long_enough(passphrase)
    session = make_session(options)
    made = run_stoppable(
        session,
        lambda: make_join_file(session, options.name, options.role, valid=options.valid),
    )
    try:
        write_private(target, join_file_text(made, passphrase).encode())
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written, so the join file {made.ident} is lost.",
            details=str(error),
            resolution=f"Run `edgewright join-file {options.name} --revoke {made.ident}`, then "
            "make another one in a place that your user may write to with -o.",
        ) from error
    if options.format == "json":
        print_json({"ident": made.ident, "file": str(target), "expires": made.expires.isoformat()})
        return
    console.print(f"Written to {target}; it lets {made.role}s in until {_moment(made)} UTC.")
    console.print(f"  on the other PC: edgewright new --join {target.name} -o cluster.yaml")
    console.print(f"                   edgewright apply -f cluster.yaml --join {target.name}")
    console.print(f"  take it back:    edgewright join-file {options.name} --revoke {made.ident}")
    if made.role == "server":
        error_console.print(
            "Servers decide by majority: with an even number of them the cluster stands still as "
            "soon as one is missing. Add two, not one."
        )


def _moment(made: JoinFile) -> str:
    return f"{made.expires:%Y-%m-%d %H:%M}"


_STATES = {
    "valid": "valid",
    "expired": "expired: it lets nobody in any more",
    "revoked": "revoked",
    "unknown": "unknown to the cluster: it lets nobody in",
}


def _show(options: argparse.Namespace, held: tuple[HeldJoinFile, ...]) -> None:
    if options.format == "json":
        print_json([dataclasses.asdict(file) for file in held])
        return
    if not held:
        console.print(f"No join file was made for {escape(options.name)}.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("id", "role", "until (UTC)", "state"):
        table.add_column(title)
    for file in held:
        until = file.expires[:16].replace("T", " ")
        table.add_row(escape(file.ident), escape(file.role), until, _STATES[file.state])
    console.print(table)
