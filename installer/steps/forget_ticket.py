"""Takes the ticket of a join file off this PC when the nodes have joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from installer.steps.base import NodeStep, Probe
from installer.steps.context import StepContext


@dataclass(frozen=True)
class ForgetTicket(NodeStep):
    """Forget the ticket."""

    kind: ClassVar[str] = "forget-ticket"

    @property
    def title(self) -> str:
        return "Remove the ticket of the join file"

    def describe(self) -> str:
        return "takes it off this PC; the join file itself goes on until it ends or is revoked"

    async def probe(self, ctx: StepContext) -> Probe:
        return Probe.TODO if ctx.paths.ticket.exists() else Probe.DONE

    async def apply(self, ctx: StepContext) -> None:
        ctx.paths.ticket.unlink(missing_ok=True)


STEP = ForgetTicket
