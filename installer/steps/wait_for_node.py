"""Waits until a node has booted and can be worked in, and says how far it came if it does not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

from installer.errors import (
    CloudInitFailed,
    HostUnreachable,
    NodeError,
    NodeNoAddress,
    SshNotAnswering,
    VmStopped,
)
from installer.host.base import HostDriver, checked
from installer.host.door import Knock
from installer.host.script import node_script
from installer.hypervisors.base import VmPower
from installer.steps.base import NodeStep, Probe
from installer.steps.context import StepContext

_BOOT_LIMIT = 120.0
_POLL_SECONDS = 2.0
_READY_STATES = ("done", "disabled")


@dataclass(frozen=True)
class WaitForNode(NodeStep):
    """Wait for a node's first boot."""

    kind: ClassVar[str] = "wait-for-node"
    weight: ClassVar[float] = 12.0
    in_guest: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return f"Wait until {self.node.name} has started"

    def describe(self) -> str:
        return "waits for the node's network, its SSH server and the end of its first-boot set-up"

    async def probe(self, ctx: StepContext) -> Probe:
        if await ctx.hypervisor.describe(ctx.vm(self.node)) is not VmPower.RUNNING:
            return Probe.TODO
        if await ctx.door.knock(ctx.endpoint(self.node)) is not Knock.GREETED:
            return Probe.TODO
        try:
            state = await _boot_state(await ctx.node(self.node))
        except HostUnreachable:
            return Probe.TODO
        return Probe.DONE if state in _READY_STATES else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        deadline = ctx.clock.monotonic() + _BOOT_LIMIT * ctx.pace
        node = await self._reach(ctx, deadline)
        while True:
            state = await _boot_state(node)
            if state in _READY_STATES:
                return
            if state == "error":
                log = await node.run(
                    node_script("first-boot-log", "Reading the first-boot log"), timeout=120
                )
                raise CloudInitFailed(
                    f"The first-boot set-up of {self.node.name} failed.", details=log.output
                )
            if ctx.clock.monotonic() > deadline:
                raise CloudInitFailed(
                    f"The first-boot set-up of {self.node.name} did not end.",
                    details=f"cloud-init status: {state}",
                )
            ctx.report("waiting for the end of the first-boot set-up")
            ctx.checkpoint()
            await ctx.clock.sleep(_POLL_SECONDS)

    async def _reach(self, ctx: StepContext, deadline: float) -> HostDriver:
        """Wait for an SSH session; raises the error that tells how far the node came."""
        while True:
            if await ctx.hypervisor.describe(ctx.vm(self.node)) is not VmPower.RUNNING:
                raise VmStopped(
                    f"The virtual machine {self.node.name} stopped while it was starting.",
                    details=await ctx.hypervisor.evidence(ctx.vm(self.node)),
                )
            knock, words = await ctx.door.knock(ctx.endpoint(self.node)), ""
            if knock is Knock.GREETED:
                try:
                    return await ctx.node(self.node)
                except HostUnreachable as error:
                    words = error.details
            if ctx.clock.monotonic() > deadline:
                raise await self._too_late(ctx, knock, words)
            ctx.report(f"waiting for the node: {knock.value}")
            ctx.checkpoint()
            await ctx.clock.sleep(_POLL_SECONDS)

    async def _too_late(self, ctx: StepContext, knock: Knock, words: str) -> NodeError:
        evidence = await ctx.hypervisor.evidence(ctx.vm(self.node))
        details = f"{knock.value}\n{words}\n{evidence}"
        if knock is Knock.SILENT:
            return NodeNoAddress(
                f"The virtual machine {self.node.name} runs, but its network did not come up.",
                details=details,
            )
        return SshNotAnswering(
            f"{self.node.name} has started, but no SSH session can be opened.", details=details
        )


async def _boot_state(node: HostDriver) -> str:
    """cloud-init's word (running, done, error, ...), or disabled once it has been switched off."""
    answer = await checked(
        node, node_script("state", "Asking the node how far its start is"), timeout=120
    )
    try:
        return str(json.loads(answer).get("status", "unknown"))
    except ValueError:
        return "unknown"


STEP = WaitForNode
