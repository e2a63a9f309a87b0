"""What can be done with an installed cluster: power, and access for its user."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from installer.engine.changes import must_fit_together
from installer.engine.machines import start_nodes, stop_nodes
from installer.engine.session import Session
from installer.steps.base import step_key
from installer.steps.merge_kubeconfig import MergeKubeconfig, user_kubeconfig


async def power(session: Session, name: str, *, on: bool) -> None:
    """Start or shut down every node of a cluster.

    Raises ClusterUnknown, VmNotStarted, and UsageError when a return to a snapshot broke off.
    """
    # First, because the lock would make a folder for a cluster that does not exist.
    session.look(name)
    with session.locked(name) as run:
        async with run.context() as context:
            if on:
                must_fit_together(run.journal.records, name)
                await start_nodes(context)
            else:
                await stop_nodes(context)


async def restart(session: Session, name: str) -> None:
    """Shut every node of a cluster down and start it again; errors as of `power`.

    Nobody else gets in between: the lock is held all the time.
    """
    session.look(name)
    with session.locked(name) as run:
        must_fit_together(run.journal.records, name)
        async with run.context() as context:
            await stop_nodes(context)
            await start_nodes(context)


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
