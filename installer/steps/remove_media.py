"""Takes the seed and payload disks away: they have served, and the seed holds a private key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from installer.host.base import checked
from installer.host.script import node_script
from installer.hypervisors.base import Medium
from installer.steps.base import NodeStep, Probe
from installer.steps.context import StepContext


@dataclass(frozen=True)
class RemoveMedia(NodeStep):
    """Take away the disks that only the installation needed."""

    kind: ClassVar[str] = "remove-media"

    @property
    def title(self) -> str:
        return f"Erase the installation disks of {self.node.name}"

    def describe(self) -> str:
        return "takes the first-start and installation disks out of the node and erases them"

    async def probe(self, ctx: StepContext) -> Probe:
        vm = ctx.vm(self.node)
        there = [await ctx.hypervisor.attached(vm, medium) for medium in Medium]
        return Probe.TODO if any(there) else Probe.DONE

    async def apply(self, ctx: StepContext) -> None:
        node, vm = await ctx.node(self.node), ctx.vm(self.node)
        await checked(
            node, node_script("finish-first-boot", "Ending the first-boot set-up"), timeout=120
        )
        for medium in Medium:
            await ctx.hypervisor.eject(vm, medium)


STEP = RemoveMedia
