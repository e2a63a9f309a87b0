"""Puts Kubernetes' programs, settings and images into a node, from the payload disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from installer.steps.base import NodeStep, Probe
from installer.steps.context import StepContext


@dataclass(frozen=True)
class InstallKubernetes(NodeStep):
    """Install Kubernetes in a node."""

    kind: ClassVar[str] = "install-kubernetes"
    weight: ClassVar[float] = 12.0
    in_guest: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return f"Install Kubernetes in {self.node.name}"

    def describe(self) -> str:
        return "copies Kubernetes and its container images from the installation disk"

    async def probe(self, ctx: StepContext) -> Probe:
        node, settings = await ctx.node(self.node), ctx.settings(self.node)
        done = await ctx.distribution.installed(node, settings)
        return Probe.DONE if done else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        node, settings = await ctx.node(self.node), ctx.settings(self.node)
        await ctx.distribution.install(node, settings, ctx.work())


STEP = InstallKubernetes
