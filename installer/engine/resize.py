"""Other sizes for a node of an installed cluster: a larger data disk, processors, memory."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError

from installer.config.model import EdgeCluster, Node
from installer.config.presets import memory_headroom
from installer.config.words import problems_of
from installer.engine.capacity import read_capacity
from installer.engine.changes import must_fit_together
from installer.engine.machines import running_nodes
from installer.engine.preflight import read_facts
from installer.engine.run import ClusterRun
from installer.engine.session import Session
from installer.engine.settle import settle
from installer.errors import ConfigInvalid, NotEligible, UsageError
from installer.facts.disk import FACT as DISK
from installer.facts.memory import FACT as MEMORY
from installer.facts.processors import FACT as PROCESSORS
from installer.units import GIB, Size

# What must stay free on the PC's disk beside a data disk that has grown full.
_AIR = Size(1 * GIB)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The new sizes; None keeps what is.  `node` may be None where there is only one."""

    node: str | None = None
    data_disk: Size | None = None
    cpus: int | None = None
    memory: Size | None = None


async def resize(session: Session, name: str, wish: Wish) -> Node:
    """Give a node other sizes; returns the node as it is then.

    A larger data disk is there at once, other processors or memory after a restart of the node,
    which is part of this.  Called again after it broke off, it comes to the same end; `resume`
    does as well.

    Raises UsageError (a smaller disk, an unknown node, an unfinished installation), NotEligible
    when the PC has no room, ConfigInvalid for a size that no node can have, and what may go wrong
    with a node.
    """
    session.look(name)
    with session.locked(name) as run:
        run.must_be_installed()
        must_fit_together(run.journal.records, name)
        node = await _write_down(session, run, wish)
        async with run.context() as context:
            await settle(run.journal, context)
    return node


async def _write_down(session: Session, run: ClusterRun, wish: Wish) -> Node:
    """Judge the wish and put it into the journal, if it changes anything."""
    async with run.context() as context:
        before = _node(context.config, wish.node)
        actual = await context.hypervisor.data_size(context.vm(before))
        running = await running_nodes(context)
    wanted = wish.data_disk or before.data_disk
    if wanted < actual:
        raise UsageError(
            f"The data disk of {before.name} has {actual} and cannot become smaller.",
            details=f"{int(wanted)} bytes were asked for, the disk has {int(actual)}",
            resolution="What is stored at its end would be lost. Take a size from "
            f"{actual.exact} on, or move the data to a new cluster with a smaller disk.",
        )
    config, after = _changed(run.config(), before, wish)
    await _check_room(session, before, after, grows=wanted - actual, runs=before.name in running)
    grow = wanted > actual
    restart = (before.cpus, before.memory) != (after.cpus, after.memory)
    if grow or restart or after != before:
        run.journal.append(
            "config",
            config=config.model_dump(mode="json", by_alias=True),
            node=after.name,
            grow=grow,
            restart=restart,
            running=after.name in running,
        )
    return after


def _node(config: EdgeCluster, name: str | None) -> Node:
    nodes = config.spec.nodes
    if name is None and len(nodes) == 1:
        return nodes[0]
    found = next((node for node in nodes if node.name == name), None)
    if found is None:
        words = f"The cluster has no node {name}." if name else "Which node shall change?"
        raise UsageError(
            words, resolution=f"Give one with --node: {', '.join(n.name for n in nodes)}."
        )
    return found


def _changed(config: EdgeCluster, before: Node, wish: Wish) -> tuple[EdgeCluster, Node]:
    """The config with the new sizes, judged by all its rules."""
    place = config.spec.nodes.index(before)
    content = config.model_dump(mode="json", by_alias=True)
    changes: dict[str, object] = {
        "cpus": wish.cpus,
        "memory": None if wish.memory is None else wish.memory.exact,
        "dataDisk": None if wish.data_disk is None else wish.data_disk.exact,
    }
    entry = content["spec"]["nodes"][place]
    entry |= {key: value for key, value in changes.items() if value is not None}
    try:
        changed = EdgeCluster.model_validate(content, by_alias=True, by_name=False)
    except ValidationError as error:
        raise ConfigInvalid("The new size", problems_of(error, {})) from error
    return changed, changed.spec.nodes[place]


async def _check_room(
    session: Session, before: Node, after: Node, *, grows: int, runs: bool
) -> None:
    """Raise NotEligible when the PC does not have what is asked for in addition."""
    more_memory = after.memory - before.memory
    if grows <= 0 and more_memory <= 0 and after.cpus <= before.cpus:
        return
    target = session.world.target(session.store.root)
    has = read_capacity(await read_facts(target, session.bus, (DISK, MEMORY, PROCESSORS)))
    short = []
    if grows > 0 and has.disk_free < grows + _AIR:
        short.append(f"disk space: {Size(grows + _AIR)} must be free, {has.disk_free} are")
    needed = Size((more_memory if runs else after.memory) + memory_headroom(after.memory))
    if more_memory > 0 and has.memory_available < needed:
        short.append(f"memory: {needed} must be free, {has.memory_available} are")
    if after.cpus > before.cpus and has.cpus < after.cpus:
        short.append(f"processors: {after.cpus} are asked for, this PC has {has.cpus}")
    if short:
        raise NotEligible(
            f"This PC has no room for a larger {before.name}.",
            details="\n".join(short),
            resolution="Free what is named below, or take a smaller size.",
        )
