"""Sets up the control plane in the first node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from installer.steps.base import NodeStep, Probe
from installer.steps.context import StepContext


@dataclass(frozen=True)
class InitServer(NodeStep):
    """Set up the control plane."""

    kind: ClassVar[str] = "init-server"
    weight: ClassVar[float] = 20.0
    in_guest: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return f"Set up the control plane in {self.node.name}"

    def describe(self) -> str:
        return "makes the cluster's certificates and starts its control plane"

    async def probe(self, ctx: StepContext) -> Probe:
        node, settings = await ctx.node(self.node), ctx.settings(self.node)
        done = await ctx.distribution.initialised(node, settings)
        return Probe.DONE if done else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        node, settings = await ctx.node(self.node), ctx.settings(self.node)
        await ctx.distribution.initialise(node, settings, ctx.work())


STEP = InitServer
