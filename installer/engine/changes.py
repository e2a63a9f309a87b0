"""What a journal says of a cluster since its installation: other sizes, snapshots.

    config   {config, node, grow, restart, running}  what the cluster shall be from here on; with
             a node, something has still to be done for it
    settled  {node}                                  that has been done wholly
    snapshot {label, state, ...}                     `state` is taking, taken, returning,
             returned, deleting or deleted

A wish stands in the journal before anything is done for it.  So after a power cut the next
`resume`, or the same command again, comes to the same end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from installer.config.migrate import recorded_cluster
from installer.config.model import EdgeCluster
from installer.engine.records import Record
from installer.errors import JournalUnreadable, UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A change of a node that is not finished; `running` is whether the node ran before it."""

    node: str
    grow: bool
    restart: bool
    running: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSnapshot:
    """A snapshot of all nodes.  One that is not `whole` was broken off and holds nothing.

    `data_disks` are the sizes in bytes at that moment, by node.
    """

    label: str
    at: str
    whole: bool
    data_disks: Mapping[str, int] = field(default_factory=dict)


def config_now(records: Iterable[Record], first: EdgeCluster) -> EdgeCluster:
    """The config that holds now; `first` is that of the installation.

    Raises JournalUnreadable.
    """
    last = first
    for record in records:
        if record.kind == "config":
            try:
                last = recorded_cluster(record.data["config"])
            except (KeyError, ValidationError) as error:
                raise JournalUnreadable(
                    "The journal of this cluster does not say what its nodes shall be.",
                    details=f"line {record.seq}: {error}",
                ) from error
    return last


def pending_changes(records: Iterable[Record]) -> tuple[Pending, ...]:
    """What has still to be done for nodes, one entry for each."""
    pending: dict[str, Pending] = {}
    for record in records:
        data = record.data
        if record.kind == "settled":
            pending.pop(str(data["node"]), None)
        elif record.kind == "config" and "node" not in data:
            # After the return to a snapshot every disk and every machine is as it shall be.
            pending.clear()
        elif record.kind == "config":
            node = str(data["node"])
            before = pending.get(node)
            pending[node] = Pending(
                node=node,
                grow=bool(data["grow"]) or (before is not None and before.grow),
                restart=bool(data["restart"]) or (before is not None and before.restart),
                running=bool(data["running"]) or (before is not None and before.running),
            )
    return tuple(pending.values())


def held_snapshots(records: Iterable[Record]) -> dict[str, HeldSnapshot]:
    """The snapshots by label, the oldest first."""
    held: dict[str, HeldSnapshot] = {}
    for record in _snapshot_records(records):
        label, state = str(record.data["label"]), record.data["state"]
        if state in ("taking", "taken", "deleting"):
            held.pop(label, None)
            disks = record.data.get("dataDisks")
            held[label] = HeldSnapshot(
                label=label,
                at=record.at,
                whole=state == "taken",
                data_disks=disks if isinstance(disks, Mapping) else {},
            )
        elif state == "deleted":
            held.pop(label, None)
    return held


def broken_return(records: Iterable[Record]) -> str | None:
    """The snapshot to which a return began and did not end: the disks do not fit together."""
    label = None
    for record in _snapshot_records(records):
        if record.data["state"] in ("returning", "returned"):
            label = str(record.data["label"]) if record.data["state"] == "returning" else None
    return label


def must_fit_together(records: Iterable[Record], name: str) -> None:
    """Raise UsageError when a return to a snapshot of the cluster `name` broke off."""
    label = broken_return(records)
    if label is not None:
        raise UsageError(
            f"The return of {name} to the snapshot {label} was broken off.",
            resolution=f"Run `edgewright snapshot {name} return {label}` to bring it to its end.",
        )


def running_before(records: Iterable[Record]) -> Collection[str]:
    """The nodes that ran before a snapshot or a return that broke off, and shall run again."""
    running: Collection[str] = ()
    for record in _snapshot_records(records):
        nodes = record.data.get("running")
        running = {str(node) for node in nodes} if isinstance(nodes, list) else ()
    return running


def _snapshot_records(records: Iterable[Record]) -> Iterable[Record]:
    return (record for record in records if record.kind == "snapshot")
