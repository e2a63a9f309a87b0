"""Takes back what was made, the newest first.  Undo and removal are this one piece of code.

Only what the journal lists is touched.  An undo that fails does not stop the others; what
could not be removed stays listed.
"""

from __future__ import annotations

import asyncio
import dataclasses
from typing import Any

from installer.config.model import EdgeCluster
from installer.engine.journal import Journal
from installer.errors import EdgewrightError, UndoIncomplete
from installer.events import EventBus, ResourceRemoved
from installer.registry import discover
from installer.steps.base import Step
from installer.steps.context import Owned, StepContext

_UNDO_SECONDS = 300


async def roll_back(journal: Journal, bus: EventBus, context: StepContext) -> None:
    """Remove everything that the journal lists; raises UndoIncomplete with what is left."""
    problems: list[str] = []
    for owned in tuple(journal.owned()):
        problem = await _remove(owned, context)
        if problem:
            problems.append(f"{owned.kind} {owned.ident}: {problem}")
        else:
            journal.append("undone", step=owned.step, what=owned.kind, ident=owned.ident)
        bus.publish(ResourceRemoved(kind=owned.kind, ident=owned.ident, problem=problem))
    if problems:
        raise UndoIncomplete(
            f"{len(problems)} of the things that were made could not be removed.",
            details="\n".join(problems),
        )


async def _remove(owned: Owned, context: StepContext) -> str:
    """Remove one thing; an empty text, or why it could not be done."""
    try:
        step = step_of(owned.step, context.config)
        async with asyncio.timeout(_UNDO_SECONDS):
            await step.undo(dataclasses.replace(context, step=owned.step), owned)
    except EdgewrightError as error:
        return f"{error.brief} {error.details}"
    except (OSError, LookupError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def step_of(key: str, config: EdgeCluster) -> Step:
    """The step that wrote a record; raises LookupError when this program does not have it."""
    node_name, _, kind = key.partition("/")
    classes: dict[str, Any] = {cls.kind: cls for cls in discover("installer.steps", "STEP")}
    if kind not in classes:
        raise LookupError(f"this program has no step {kind}")
    node = next((node for node in config.spec.nodes if node.name == node_name), None)
    if node is None:
        raise LookupError(f"the cluster has no node {node_name}")
    step: Step = classes[kind](node)
    return step
