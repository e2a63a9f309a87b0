"""How a cluster of this PC is: what its journal says, its VMs, and its Kubernetes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from installer.cluster.api import ClusterHealth
from installer.engine.journal import Journal
from installer.engine.session import Session
from installer.errors import HostUnreachable
from installer.hypervisors.base import VmPower


@dataclass(frozen=True, slots=True)
class NodeStatus:
    """A node's virtual machine."""

    name: str
    power: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterStatus:
    """A cluster.  `state` is busy, interrupted, installed or removing."""

    name: str
    state: str
    nodes: tuple[NodeStatus, ...] = ()
    kubernetes: str = ""
    ready: bool = False
    missing: tuple[str, ...] = ()
    kubeconfig: str = ""
    unfinished_step: str = ""


async def cluster_status(session: Session, name: str) -> ClusterStatus:
    """Look at one cluster; raises ClusterUnknown and JournalUnreadable."""
    run = session.look(name)
    journal = run.journal
    async with run.context() as context:
        nodes = [
            NodeStatus(node.name, await context.hypervisor.describe(context.vm(node)))
            for node in context.config.spec.nodes
        ]
    health = await _health(session, run.paths.kubeconfig)
    running = all(node.power == VmPower.RUNNING for node in nodes)
    started = [record.step for record in journal.records if record.kind == "start"]
    unfinished = started[-1] if started and not journal.is_done(started[-1]) else ""
    return ClusterStatus(
        name=name,
        state="busy" if session.store.is_busy(name) else _resting_state(journal),
        nodes=tuple(nodes),
        kubernetes=health.version if health else "",
        ready=running and health is not None and health.ready,
        missing=health.missing if health else ("the Kubernetes API does not answer",),
        kubeconfig=str(run.paths.kubeconfig) if run.paths.kubeconfig.exists() else "",
        unfinished_step=unfinished,
    )


def _resting_state(journal: Journal) -> str:
    if journal.is_removing():
        return "removing"
    return "installed" if journal.is_finished() else "interrupted"


async def _health(session: Session, kubeconfig: Path) -> ClusterHealth | None:
    if not kubeconfig.exists():
        return None
    try:
        return await session.world.cluster_api(kubeconfig).health()
    except HostUnreachable:
        return None
