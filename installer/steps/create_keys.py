"""Makes the SSH keys: ours, and the one by which we will know the node."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import ClassVar

from installer.host.keys import ensure_key
from installer.steps.base import NodeStep, Probe
from installer.steps.context import Owned, StepContext


@dataclass(frozen=True)
class CreateKeys(NodeStep):
    """Make the keys of a node."""

    kind: ClassVar[str] = "create-keys"
    owns: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return f"Make the keys of {self.node.name}"

    def describe(self) -> str:
        return "makes one SSH key for this PC and one for the node, readable by you alone"

    async def probe(self, ctx: StepContext) -> Probe:
        names = ("client.pub", f"{self.node.name}.pub")
        there = all((ctx.paths.keys / name).exists() for name in names)
        return Probe.DONE if there else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        ctx.own("keys", str(ctx.paths.keys))
        ctx.paths.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        ensure_key(ctx.paths.keys / "client", f"edgewright {ctx.config.name}")
        ensure_key(ctx.paths.keys / self.node.name, f"{self.node.name} of {ctx.config.name}")

    async def undo(self, ctx: StepContext, owned: Owned) -> None:
        if ctx.paths.keys.exists():
            shutil.rmtree(ctx.paths.keys)


STEP = CreateKeys
