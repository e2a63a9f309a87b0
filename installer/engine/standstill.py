"""Work in a node ends at once when the node stands still, because the disk of this PC is full.

A full disk stops the whole virtual machine: nothing in it answers any more, and each wait would
last to its end and then tell of a silent node.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from installer.config.model import Node
from installer.errors import DiskFull
from installer.steps.context import StepContext

_LOOK_SECONDS = 10.0

T = TypeVar("T")


async def unless_halted(context: StepContext, node: Node, work: Coroutine[Any, Any, T]) -> T:
    """Do the work in a node.  Raises what the work raises, and DiskFull."""
    doing = asyncio.create_task(work)
    watching = asyncio.create_task(_halted(context, node))
    try:
        await asyncio.wait((doing, watching), return_when=asyncio.FIRST_COMPLETED)
        if doing.done():
            return await doing
        raise DiskFull(
            f"The disk of this PC is full, so the node {node.name} stands still.",
            details=await watching,
        )
    finally:
        for task in (doing, watching):
            task.cancel()
        await asyncio.gather(doing, watching, return_exceptions=True)


async def _halted(context: StepContext, node: Node) -> str:
    """Waits until the node stands still; returns the hypervisor's words for it."""
    while True:
        await context.clock.sleep(_LOOK_SECONDS)
        halted = await context.hypervisor.halted(context.vm(node))
        if halted:
            return halted
