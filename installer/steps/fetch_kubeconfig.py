"""Brings the kubeconfig to this PC."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from installer.files import write_private
from installer.steps.base import NodeStep, Probe
from installer.steps.context import Owned, StepContext


@dataclass(frozen=True)
class FetchKubeconfig(NodeStep):
    """Fetch the file that gives access to the cluster."""

    kind: ClassVar[str] = "fetch-kubeconfig"
    owns: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return "Fetch the access file (kubeconfig)"

    def describe(self) -> str:
        return "stores the kubeconfig on this PC, readable by you alone"

    async def probe(self, ctx: StepContext) -> Probe:
        return Probe.DONE if ctx.paths.kubeconfig.exists() else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        node, settings = await ctx.node(self.node), ctx.settings(self.node)
        text = await ctx.distribution.kubeconfig(node, settings)
        ctx.own("kubeconfig", str(ctx.paths.kubeconfig))
        write_private(ctx.paths.kubeconfig, text.encode())

    async def undo(self, ctx: StepContext, owned: Owned) -> None:
        ctx.paths.kubeconfig.unlink(missing_ok=True)


STEP = FetchKubeconfig
