"""Starts the virtual machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from installer.hypervisors.base import VmPower
from installer.steps.base import NodeStep, Probe
from installer.steps.context import Owned, StepContext


@dataclass(frozen=True)
class StartVm(NodeStep):
    """Start a virtual machine."""

    kind: ClassVar[str] = "start-vm"
    owns: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return f"Start {self.node.name}"

    def describe(self) -> str:
        return "starts the virtual machine; it goes on running when this program ends"

    async def probe(self, ctx: StepContext) -> Probe:
        vm = ctx.vm(self.node)
        if await ctx.hypervisor.describe(vm) is not VmPower.RUNNING:
            return Probe.TODO
        return Probe.TODO if await ctx.hypervisor.halted(vm) else Probe.DONE

    async def apply(self, ctx: StepContext) -> None:
        vm = ctx.vm(self.node)
        for device in ctx.hypervisor.devices(vm):
            ctx.own("network device", device)
        await ctx.hypervisor.start(vm)

    async def undo(self, ctx: StepContext, owned: Owned) -> None:
        """A device goes with the machine that stands on it, which is removed next anyway."""
        await ctx.hypervisor.stop(ctx.vm(self.node), grace=0)


STEP = StartVm
