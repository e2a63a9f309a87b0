"""Waits, from this PC and through the kubeconfig, until pods can run and find each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from installer.errors import HostUnreachable, KubernetesNotReady
from installer.steps.base import NodeStep, Probe
from installer.steps.context import StepContext

_READY_LIMIT = 180.0
_POLL_SECONDS = 3.0


@dataclass(frozen=True)
class WaitForKubernetes(NodeStep):
    """Wait until Kubernetes is ready."""

    kind: ClassVar[str] = "wait-for-kubernetes"
    weight: ClassVar[float] = 15.0
    in_guest: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return "Wait until Kubernetes is ready"

    def describe(self) -> str:
        return "waits until every node is Ready and the cluster's name service runs"

    async def probe(self, ctx: StepContext) -> Probe:
        try:
            missing = await _missing(ctx)
        except HostUnreachable:
            return Probe.TODO
        return Probe.TODO if missing else Probe.DONE

    async def apply(self, ctx: StepContext) -> None:
        deadline = ctx.clock.monotonic() + _READY_LIMIT * ctx.pace
        while True:
            try:
                missing = "; ".join(await _missing(ctx))
            except HostUnreachable as error:
                missing = f"{error.brief} {error.details}"
            if not missing:
                return
            if ctx.clock.monotonic() > deadline:
                node = await ctx.node(self.node)
                evidence = await ctx.distribution.evidence(node)
                raise KubernetesNotReady(
                    "Kubernetes did not become ready in time.", details=f"{missing}\n{evidence}"
                )
            ctx.report(f"waiting: {missing[:160]}")
            ctx.checkpoint()
            await ctx.clock.sleep(_POLL_SECONDS)


async def _missing(ctx: StepContext) -> tuple[str, ...]:
    """What the cluster still waits for, nodes of the cluster file that it does not know included.

    Nodes of other PCs are not waited for: they may be switched off.  Raises HostUnreachable.
    """
    health = await ctx.health()
    known = {node.name for node in health.nodes}
    absent = (node.name for node in ctx.config.spec.nodes if node.name not in known)
    own = {node.name for node in ctx.config.spec.nodes}
    elsewhere = tuple(f"node {name} is not ready" for name in known - own)
    missing = (words for words in health.missing if not words.startswith(elsewhere))
    return (*missing, *(f"node {name} has not registered" for name in absent))


STEP = WaitForKubernetes
