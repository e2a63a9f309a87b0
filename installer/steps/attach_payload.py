"""Builds the payload disk: programs and container images, so that the node needs no network."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from installer.bundle.bundle import Bundle
from installer.hypervisors.base import Medium
from installer.images.payload import write_payload
from installer.steps.base import NodeStep, Probe
from installer.steps.context import Owned, StepContext

LABEL = "EDGEWRIGHT_PAYLOAD"


@dataclass(frozen=True)
class AttachPayload(NodeStep):
    """Build and attach the payload disk of a node."""

    kind: ClassVar[str] = "attach-payload"
    owns: ClassVar[bool] = True
    weight: ClassVar[float] = 4.0

    @property
    def title(self) -> str:
        return f"Prepare the installation disk of {self.node.name}"

    def describe(self) -> str:
        return "builds a read-only disk with Kubernetes and its images; erased when it has served"

    async def probe(self, ctx: StepContext) -> Probe:
        """Done for good once it was done: the disk is taken away when it has served."""
        return Probe.DONE if ctx.is_done(ctx.step) else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        target = ctx.paths.staged(self.node.name, Medium.PAYLOAD)
        ctx.own("installation disk", str(target))
        ctx.report("Writing the installation disk")
        await asyncio.to_thread(_write, target, ctx.open_bundle())
        await ctx.hypervisor.attach(ctx.vm(self.node), Medium.PAYLOAD, target)

    async def undo(self, ctx: StepContext, owned: Owned) -> None:
        ctx.paths.staged(self.node.name, Medium.PAYLOAD).unlink(missing_ok=True)


def _write(target: Path, bundle: Bundle) -> None:
    entries: dict[str, Path] = {}
    programs: list[str] = []
    for file in bundle.files("binary"):
        name = Path(file.path).name
        entries[f"bin/{name}"] = bundle.locate(file)
        programs += [f"{program} {name}" for program in file.provides or (name,)]
    for file in bundle.files("images"):
        entries[f"images/{Path(file.path).name}"] = bundle.locate(file)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Of a known name, so that the next try after a power cut takes it away.
    listing = target.with_suffix(".programs")
    try:
        listing.write_text("".join(f"{line}\n" for line in programs))
        write_payload(target, {**entries, "programs": listing}, label=LABEL)
    finally:
        listing.unlink(missing_ok=True)


STEP = AttachPayload
