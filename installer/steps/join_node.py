"""Joins a further node to the cluster that the first one has begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from installer.steps.base import NodeStep, Probe
from installer.steps.context import StepContext


@dataclass(frozen=True)
class JoinNode(NodeStep):
    """Join a further node."""

    kind: ClassVar[str] = "join-node"
    weight: ClassVar[float] = 12.0
    in_guest: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return f"Join {self.node.name} to the cluster"

    def describe(self) -> str:
        if self.node.role == "server":
            return "gets a ticket from the first server and starts a further control plane"
        return "gets a ticket from the first server and starts the node as a worker"

    async def probe(self, ctx: StepContext) -> Probe:
        node, settings = await ctx.node(self.node), ctx.settings(self.node)
        done = await ctx.distribution.joined(node, settings)
        return Probe.DONE if done else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        """Each try has a ticket of its own: it is kept nowhere, so none can be found later."""
        first = ctx.config.spec.nodes[0]
        ctx.report(f"asking {first.name} for a ticket")
        ticket = await ctx.distribution.ticket(
            await ctx.node(first), ctx.settings(first), self.node.role
        )
        node, settings = await ctx.node(self.node), ctx.settings(self.node)
        await ctx.distribution.join(node, settings, ticket, ctx.work())


STEP = JoinNode
