"""The machines of a cluster together: which run, start some, shut all down."""

from __future__ import annotations

from collections.abc import Collection

from installer.hypervisors.base import VmPower
from installer.steps.context import StepContext

_GRACE_SECONDS = 90.0


async def running_nodes(context: StepContext) -> set[str]:
    """The names of the nodes whose virtual machine runs."""
    return {
        node.name
        for node in context.config.spec.nodes
        if await context.hypervisor.describe(context.vm(node)) is VmPower.RUNNING
    }


async def start_nodes(context: StepContext, names: Collection[str] | None = None) -> None:
    """Start these nodes, or all, in the order of the cluster file; raises VmNotStarted."""
    for node in context.config.spec.nodes:
        if names is None or node.name in names:
            await context.hypervisor.start(context.vm(node))


async def stop_nodes(context: StepContext, names: Collection[str] | None = None) -> None:
    """Shut these nodes, or all, down: the first, which holds the control plane, last."""
    for node in reversed(context.config.spec.nodes):
        if names is None or node.name in names:
            await context.hypervisor.stop(context.vm(node), grace=_GRACE_SECONDS * context.pace)
