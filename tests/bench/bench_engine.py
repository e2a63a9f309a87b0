"""What the engine itself costs: a journal line over a bare fsync, and a long simulated plan."""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from installer.accelerator import Accelerator
from installer.clock import VirtualClock
from installer.config.model import Node
from installer.engine.context import build_context
from installer.engine.journal import Journal
from installer.engine.plan import Phase
from installer.engine.proposal import default_cluster
from installer.engine.runner import Runner
from installer.engine.store import StateFolder
from installer.events import EventBus
from installer.simulator.scenario import Scenario
from installer.simulator.world import SimWorld
from installer.steps.base import NodeStep, Probe
from installer.steps.context import Environment, StepContext
from installer.units import GIB, Size
from installer.worlds import world_of
from tests.bench import Measure, finish

_LINES = 200
_STEPS = 200


@dataclass(frozen=True)
class _SmallStep(NodeStep):
    """A step that owns one thing, reports ten times and takes a simulated second."""

    kind: ClassVar[str] = "small"
    owns: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return self.node.name

    def describe(self) -> str:
        return "nothing"

    async def probe(self, ctx: StepContext) -> Probe:
        return Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        ctx.own("thing", self.node.name)
        for part in range(10):
            ctx.report("working", part / 10)
            await ctx.clock.sleep(0.1)


def journal_line_over_fsync() -> float:
    """Milliseconds that a line costs beyond writing and syncing the same bytes; medians."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        journal = Journal.open(folder, lambda: datetime.now(UTC))
        ours, bare = [], []
        descriptor = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for number in range(_LINES):
            started = time.perf_counter()
            record = journal.append("own", step="node-1/create-vm", what="thing", ident=str(number))
            ours.append(time.perf_counter() - started)
            line = record.line()
            started = time.perf_counter()
            os.write(descriptor, line)
            os.fsync(descriptor)
            bare.append(time.perf_counter() - started)
        os.close(descriptor)
        journal.close()
    return (statistics.median(ours) - statistics.median(bare)) * 1000


def long_plan_cpu() -> float:
    """Seconds of processor time for a plan of 200 steps, four side by side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return asyncio.run(_run_long_plan(folder))


async def _run_long_plan(folder: Path) -> float:
    clock = VirtualClock()
    world = world_of(SimWorld(Scenario(title="bench"), folder, clock), folder)
    nodes = [
        Node(name=f"n{i}", cpus=1, memory=Size(2 * GIB), data_disk=Size(10 * GIB))
        for i in range(_STEPS)
    ]
    plan = tuple(
        Phase(str(i), tuple(_SmallStep(node) for node in nodes[i : i + 4]))
        for i in range(0, _STEPS, 4)
    )
    environment = Environment(
        owner="0" * 32,
        accelerator=Accelerator.KVM,
        firmware_code="",
        firmware_variables="",
        kubernetes_version="v1.34.4",
        images=(),
        bundle="",
    )
    with StateFolder(folder).lock("bench") as paths:
        journal = Journal.open(paths.folder, clock.now, world.journal_file)
        context = build_context(
            world,
            default_cluster(),
            environment,
            paths,
            journal,
            checkpoint=lambda: None,
            notice=lambda text: None,
        )
        started = time.process_time()
        await Runner(journal, EventBus(clock.now), context).run(plan)
        spent = time.process_time() - started
        journal.close()
    return spent


if __name__ == "__main__":
    finish(
        Measure(
            name="journal line over a bare write and fsync",
            value=journal_line_over_fsync(),
            unit="ms",
            at_most=5,
        ),
        Measure(name="200 steps, own CPU", value=long_plan_cpu(), unit="s", at_most=1),
    )
