"""Keeps the ticket of a join file on this PC until the nodes have joined.

So an installation that broke off goes on without the file and its passphrase.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

from installer.errors import JoinFileNeeded
from installer.files import write_private
from installer.steps.base import NodeStep, Probe
from installer.steps.context import Owned, StepContext


@dataclass(frozen=True)
class KeepTicket(NodeStep):
    """Keep the ticket."""

    kind: ClassVar[str] = "keep-ticket"
    owns: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return "Keep the ticket of the join file"

    def describe(self) -> str:
        return "stores it on this PC, readable by you alone, until the nodes have joined"

    async def probe(self, ctx: StepContext) -> Probe:
        """A ticket that was given anew takes the place of an older one."""
        nodes = ctx.config.spec.nodes
        if all(ctx.is_done(f"{node.name}/join-node") for node in nodes):
            return Probe.DONE
        there = ctx.paths.ticket.exists() and ctx.ticket is None
        return Probe.DONE if there else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        if ctx.ticket is None:
            name = ctx.config.name
            raise JoinFileNeeded(
                f"The nodes of {name} are still to join a cluster, and the ticket is gone.",
                resolution=f"Run `edgewright resume {name} --join FILE` with a join file.",
            )
        ctx.own("join ticket", str(ctx.paths.ticket))
        write_private(ctx.paths.ticket, json.dumps(ctx.ticket.record()).encode())

    async def undo(self, ctx: StepContext, owned: Owned) -> None:
        ctx.paths.ticket.unlink(missing_ok=True)


STEP = KeepTicket
