"""Makes the virtual machine with its root and data disks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from installer.steps.base import NodeStep, Probe
from installer.steps.context import Owned, StepContext
from installer.units import GIB, Size

# Room for the node image, its logs and one update of it; data lives on the disk beside it.
ROOT_SIZE = Size(8 * GIB)


@dataclass(frozen=True)
class CreateVm(NodeStep):
    """Make a virtual machine."""

    kind: ClassVar[str] = "create-vm"
    owns: ClassVar[bool] = True
    weight: ClassVar[float] = 6.0

    @property
    def title(self) -> str:
        return f"Create the virtual machine {self.node.name}"

    def describe(self) -> str:
        return (
            f"makes a virtual machine with {self.node.cpus} processors, {self.node.memory} of "
            f"memory, a system disk and a data disk of {self.node.data_disk}"
        )

    async def probe(self, ctx: StepContext) -> Probe:
        created = await ctx.hypervisor.created(ctx.vm(self.node))
        return Probe.DONE if created else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        ctx.own("virtual machine", self.node.name)
        await ctx.hypervisor.create(
            ctx.vm(self.node),
            image=ctx.open_bundle().path("node-image"),
            root_size=ROOT_SIZE,
            data_size=self.node.data_disk,
            report=ctx.report,
        )

    async def undo(self, ctx: StepContext, owned: Owned) -> None:
        await ctx.hypervisor.delete(ctx.vm(self.node))


STEP = CreateVm
