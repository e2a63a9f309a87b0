"""How a cluster of this PC is: what its journal says, its VMs, and its Kubernetes."""

from __future__ import annotations

from dataclasses import dataclass

from installer.cluster.api import ClusterHealth
from installer.engine.changes import broken_return, pending_changes
from installer.engine.health import NodeLadder, climb
from installer.engine.journal import Journal
from installer.engine.plan import build_plan
from installer.engine.session import Session
from installer.errors import HostUnreachable
from installer.hypervisors.base import VmPower
from installer.steps.base import step_key
from installer.steps.context import StepContext


@dataclass(frozen=True, slots=True)
class NodeStatus:
    """A node's virtual machine."""

    name: str
    power: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterStatus:
    """A cluster.  `state` is busy, interrupted, installed or removing.

    `unfinished_change` says what broke off since the installation, and how it goes on.
    """

    name: str
    state: str
    nodes: tuple[NodeStatus, ...] = ()
    kubernetes: str = ""
    ready: bool = False
    missing: tuple[str, ...] = ()
    kubeconfig: str = ""
    unfinished_step: str = ""
    unfinished_title: str = ""
    unfinished_change: str = ""
    ladders: tuple[NodeLadder, ...] = ()


async def cluster_status(session: Session, name: str, *, ladder: bool = False) -> ClusterStatus:
    """Look at one cluster; raises ClusterUnknown and JournalUnreadable.

    With `ladder` each node is visited too, which takes some seconds and tells why something is
    not well (see health).
    """
    run = session.look(name)
    journal = run.journal
    ladders: tuple[NodeLadder, ...] = ()
    async with run.context() as context:
        nodes = [
            NodeStatus(node.name, await context.hypervisor.describe(context.vm(node)))
            for node in context.config.spec.nodes
        ]
        titles = {step_key(s): s.title for p in build_plan(context.config) for s in p.steps}
        if ladder:
            ladders, answer = await climb(context, lambda: _ask(context))
            health = answer if isinstance(answer, ClusterHealth) else None
        else:
            health = await _health(context)
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
        unfinished_title=titles.get(unfinished, ""),
        unfinished_change=_unfinished_change(journal, name),
        ladders=ladders,
    )


def _unfinished_change(journal: Journal, name: str) -> str:
    """What broke off since the installation, and how it goes on."""
    label = broken_return(journal.records)
    if label is not None:
        return f"the return to {label}; go on with: edgewright snapshot {name} return {label}"
    changed = [pending.node for pending in pending_changes(journal.records)]
    if changed:
        return f"the new size of {', '.join(changed)}; go on with: edgewright resume {name}"
    return ""


def _resting_state(journal: Journal) -> str:
    if journal.is_removing():
        return "removing"
    return "installed" if journal.is_finished() else "interrupted"


async def _health(context: StepContext) -> ClusterHealth | None:
    try:
        return await _ask(context)
    except HostUnreachable:
        return None


async def _ask(context: StepContext) -> ClusterHealth:
    """What the API says; raises HostUnreachable."""
    kubeconfig = context.paths.kubeconfig
    if context.config.spec.servers and not kubeconfig.exists():
        raise HostUnreachable(
            "The installation has not come so far that the Kubernetes API can be asked.",
            details=f"{kubeconfig} does not exist",
            resolution=f"Run `edgewright resume {context.config.name}`.",
        )
    return await context.health()
