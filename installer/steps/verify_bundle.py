"""Compares every file of the bundle with its manifest, before anything is made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from installer.bundle.verify import verify_bundle
from installer.steps.base import NodeStep, Probe
from installer.steps.context import StepContext
from installer.units import Size


@dataclass(frozen=True)
class VerifyBundle(NodeStep):
    """Check the bundle."""

    kind: ClassVar[str] = "verify-bundle"
    weight: ClassVar[float] = 2.0

    @property
    def title(self) -> str:
        return "Check the installation files"

    def describe(self) -> str:
        return "reads every file of the bundle and compares it with the manifest"

    async def probe(self, ctx: StepContext) -> Probe:
        """Done once everything that is made from the bundle has been made."""
        consumers = (
            f"{node.name}/{kind}"
            for node in ctx.config.spec.nodes
            for kind in ("create-vm", "attach-payload")
        )
        return Probe.DONE if all(ctx.is_done(step) for step in consumers) else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        def progress(done: int, total: int) -> None:
            ctx.checkpoint()
            ctx.report(f"{Size(done)} of {Size(total)} checked", done / total if total else 1.0)

        await verify_bundle(ctx.open_bundle(), progress=progress)


STEP = VerifyBundle
