"""Lets the node start together with the PC."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from installer.steps.base import NodeStep, Probe
from installer.steps.context import Owned, StepContext


@dataclass(frozen=True)
class SetAutostart(NodeStep):
    """Start the node with the PC."""

    kind: ClassVar[str] = "set-autostart"
    owns: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return f"Let {self.node.name} start with this PC"

    def describe(self) -> str:
        return "registers the node with the PC's service manager, so that it starts at boot"

    async def probe(self, ctx: StepContext) -> Probe:
        return Probe.DONE if ctx.is_done(ctx.step) else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        ctx.own("start at boot", self.node.name)
        problem = await ctx.hypervisor.set_autostart(ctx.vm(self.node), enabled=True)
        if problem:
            ctx.notice(problem)

    async def undo(self, ctx: StepContext, owned: Owned) -> None:
        await ctx.hypervisor.set_autostart(ctx.vm(self.node), enabled=False)


STEP = SetAutostart
