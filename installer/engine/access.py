"""What can be done with an installed cluster: power, and access for its user."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from installer.engine.session import Session
from installer.steps.base import step_key
from installer.steps.merge_kubeconfig import MergeKubeconfig, user_kubeconfig

_GRACE_SECONDS = 90.0


async def power(session: Session, name: str, *, on: bool) -> None:
    """Start or shut down every node of a cluster; raises ClusterUnknown or VmNotStarted."""
    # First, because the lock would make a folder for a cluster that does not exist.
    session.look(name)
    with session.locked(name) as run:
        async with run.context() as context:
            for node in context.config.spec.nodes:
                vm = context.vm(node)
                if on:
                    await context.hypervisor.start(vm)
                else:
                    await context.hypervisor.stop(vm, grace=_GRACE_SECONDS * context.pace)


async def merge_kubeconfig(session: Session, name: str) -> tuple[Path, str]:
    """Add a cluster to the user's own kubeconfig; returns that file and the context's name.

    The entry is written into the journal, so the removal of the cluster takes it out again.
    """
    session.look(name)
    with session.locked(name) as run:
        async with run.context() as context:
            step = MergeKubeconfig(context.config.spec.nodes[0])
            await step.apply(dataclasses.replace(context, step=step_key(step)))
    return user_kubeconfig(), f"edgewright-{name}"
