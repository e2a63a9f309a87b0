"""Formats the data disk and puts on it what must outlive the node's system disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from installer.host.base import checked
from installer.host.script import node_script
from installer.steps.base import NodeStep, Probe
from installer.steps.context import StepContext

DATA_DEVICE = "/dev/disk/by-id/virtio-edgewright-data"


@dataclass(frozen=True)
class PrepareDataDisk(NodeStep):
    """Prepare a node's data disk."""

    kind: ClassVar[str] = "prepare-data-disk"
    in_guest: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return f"Prepare the data disk of {self.node.name}"

    def describe(self) -> str:
        return "formats the empty data disk and mounts the folders of Kubernetes on it"

    async def probe(self, ctx: StepContext) -> Probe:
        node = await ctx.node(self.node)
        question = node_script(
            "data-disk-ready", "Looking at the data disk", {"FOLDERS": _folders(ctx)}
        )
        ready = (await node.run(question, timeout=120)).returncode == 0
        return Probe.DONE if ready else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        node = await ctx.node(self.node)
        command = node_script(
            "data-disk",
            "Preparing the data disk",
            {"DEVICE": DATA_DEVICE, "FOLDERS": _folders(ctx)},
        )
        await checked(node, command, timeout=120 * ctx.pace)


def _folders(ctx: StepContext) -> str:
    return " ".join(ctx.distribution.data_folders())


STEP = PrepareDataDisk
