"""Snapshots of a whole cluster: all disks of all its nodes, taken while they are shut down.

Shut down, because only then the nodes fit together: etcd, the volumes and what the API server
believes of each node are of one moment, without help of what runs in them.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection

from installer.config.model import EdgeCluster
from installer.engine.changes import (
    HeldSnapshot,
    broken_return,
    held_snapshots,
    must_fit_together,
    running_before,
)
from installer.engine.machines import (
    running_nodes,
    start_nodes,
    stop_nodes,
)
from installer.engine.run import ClusterRun
from installer.engine.session import Session
from installer.errors import UsageError
from installer.steps.context import StepContext
from installer.units import Size

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,38}[a-z0-9])?")


async def list_snapshots(session: Session, name: str) -> tuple[HeldSnapshot, ...]:
    """The snapshots of a cluster, the oldest first; raises ClusterUnknown."""
    run = session.look(name)
    held = held_snapshots(run.journal.records)
    async with run.context() as context:
        there = await _on_all_nodes(context)
    return tuple(
        dataclasses.replace(snapshot, whole=snapshot.whole and label in there)
        for label, snapshot in held.items()
    )


async def take_snapshot(session: Session, name: str, label: str) -> None:
    """Shut the nodes down, remember all their disks, and start again those that ran.

    Raises UsageError when the label is taken or no label, and what may go wrong with a VM.
    """
    if not _LABEL.fullmatch(label):
        raise UsageError(
            f"{label!r} cannot be the label of a snapshot.",
            resolution="Use at most 40 lowercase letters, digits, dots and hyphens.",
        )
    session.look(name)
    with session.locked(name) as run:
        run.must_be_installed()
        must_fit_together(run.journal.records, name)
        held = held_snapshots(run.journal.records).get(label)
        if held is not None and held.whole:
            raise UsageError(
                f"{name} has a snapshot {label} already, of {held.at}.",
                resolution=f"Take another label, or `edgewright snapshot {name} delete {label}`.",
            )
        async with run.context() as context:
            running = await _begin(run, context, label, "taking")
            try:
                await stop_nodes(context)
                for node in context.config.spec.nodes:
                    context.notice(f"Taking the snapshot of {node.name}.")
                    await context.hypervisor.take_snapshot(context.vm(node), label)
                disks = {node.name: int(node.data_disk) for node in context.config.spec.nodes}
                run.journal.append("snapshot", label=label, state="taken", dataDisks=disks)
            finally:
                await start_nodes(context, running)


async def return_to_snapshot(session: Session, name: str, label: str) -> None:
    """Bring all nodes back to a snapshot; everything that was stored since then is lost.

    After it broke off, the nodes do not start until it has been called again.  Raises UsageError
    when there is no such snapshot, and what may go wrong with a VM.
    """
    session.look(name)
    with session.locked(name) as run:
        run.must_be_installed()
        held = _held(run, label)
        async with run.context() as context:
            if label not in await _on_all_nodes(context):
                raise _unknown(run, label)
            running = await _begin(run, context, label, "returning")
            await stop_nodes(context)
            for node in context.config.spec.nodes:
                context.notice(f"Bringing {node.name} back.")
                await context.hypervisor.return_to_snapshot(context.vm(node), label)
        config = _with_disks(run.config(), held)
        run.journal.append("config", config=config.model_dump(mode="json", by_alias=True))
        run.journal.append("snapshot", label=label, state="returned")
        async with run.context() as context:
            await start_nodes(context, running)


async def delete_snapshot(session: Session, name: str, label: str) -> None:
    """Forget a snapshot, whole or not; the nodes go on running.  Raises UsageError."""
    session.look(name)
    with session.locked(name) as run:
        if label not in held_snapshots(run.journal.records):
            raise _unknown(run, label)
        if broken_return(run.journal.records) == label:
            must_fit_together(run.journal.records, name)
        run.journal.append("snapshot", label=label, state="deleting")
        async with run.context() as context:
            for node in context.config.spec.nodes:
                await context.hypervisor.delete_snapshot(context.vm(node), label)
        run.journal.append("snapshot", label=label, state="deleted")


async def _begin(run: ClusterRun, context: StepContext, label: str, state: str) -> Collection[str]:
    """Write down what begins; returns the nodes that shall run when it has ended."""
    running = await running_nodes(context) | set(running_before(run.journal.records))
    run.journal.append("snapshot", label=label, state=state, running=sorted(running))
    context.notice(f"Shutting the nodes of {run.name} down.")
    return running


def _held(run: ClusterRun, label: str) -> HeldSnapshot:
    held = held_snapshots(run.journal.records).get(label)
    if held is None or not held.whole:
        raise _unknown(run, label)
    return held


def _unknown(run: ClusterRun, label: str) -> UsageError:
    whole = [s.label for s in held_snapshots(run.journal.records).values() if s.whole]
    return UsageError(
        f"{run.name} has no whole snapshot {label}.",
        resolution=f"It has: {', '.join(whole)}." if whole else "It has none yet.",
    )


async def _on_all_nodes(context: StepContext) -> set[str]:
    found = [
        set(await context.hypervisor.snapshots(context.vm(node)))
        for node in context.config.spec.nodes
    ]
    return set.intersection(*found)


def _with_disks(config: EdgeCluster, held: HeldSnapshot) -> EdgeCluster:
    """The config with the data disks that the nodes have again."""
    nodes = tuple(
        node.model_copy(update={"data_disk": Size(held.data_disks.get(node.name, node.data_disk))})
        for node in config.spec.nodes
    )
    return config.model_copy(update={"spec": config.spec.model_copy(update={"nodes": nodes})})
