"""Joins a further node to the cluster that the first one, or another PC, has begun."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

from installer.distributions.base import JoinTicket
from installer.errors import EdgewrightError, JoinFileExpired, JoinFileNeeded
from installer.steps.base import NodeStep, Probe
from installer.steps.context import Owned, StepContext


@dataclass(frozen=True)
class JoinNode(NodeStep):
    """Join a further node."""

    kind: ClassVar[str] = "join-node"
    weight: ClassVar[float] = 12.0
    in_guest: ClassVar[bool] = True
    owns: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return f"Join {self.node.name} to the cluster"

    def describe(self) -> str:
        if self.node.role == "server":
            return "shows its ticket to the cluster and starts a further control plane"
        return "shows its ticket to the cluster and starts the node as a worker"

    async def probe(self, ctx: StepContext) -> Probe:
        node, settings = await ctx.node(self.node), ctx.settings(self.node)
        done = await ctx.distribution.joined(node, settings)
        return Probe.DONE if done else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        away = ctx.config.spec.join
        ticket = _kept(ctx) if away else await self._fresh(ctx)
        node, settings = await ctx.node(self.node), ctx.settings(self.node)
        if away and self.node.role == "server":
            ctx.own("member of the cluster", self.node.name)
        await ctx.distribution.join(node, settings, ticket, ctx.work())

    async def undo(self, ctx: StepContext, owned: Owned) -> None:
        """A node that cannot be asked is removed all the same: that must never be in the way."""
        try:
            node = await ctx.node(self.node)
            await ctx.distribution.leave(node, ctx.settings(self.node))
        except EdgewrightError as error:
            ctx.notice(
                f"{owned.ident} could not leave its cluster in good order, which still counts its "
                f"vote: {error.brief}"
            )

    async def _fresh(self, ctx: StepContext) -> JoinTicket:
        """Each try has a ticket of its own: it is kept nowhere, so none can be found later."""
        first = ctx.config.spec.nodes[0]
        ctx.report(f"asking {first.name} for a ticket")
        return await ctx.distribution.ticket(
            await ctx.node(first), ctx.settings(first), self.node.role
        )


def _kept(ctx: StepContext) -> JoinTicket:
    """The ticket of the join file, which another step has put there."""
    again = f"Run `edgewright resume {ctx.config.name} --join FILE` with a new join file."
    try:
        ticket = JoinTicket.of_record(json.loads(ctx.paths.ticket.read_bytes()))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise JoinFileNeeded(
            "The ticket of the join file is gone.", details=type(error).__name__, resolution=again
        ) from error
    if ticket.expires is not None and ticket.expires <= ctx.clock.now():
        raise JoinFileExpired(
            f"The join file has ended on {ticket.expires:%Y-%m-%d at %H:%M} UTC.",
            resolution=again,
        )
    return ticket


STEP = JoinNode
