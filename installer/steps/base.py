"""What a step is.

A step is one thing that an installation does and a removal takes back:

    probe   asks the machine whether the thing is done already (reads only)
    apply   does it; may be run again after it broke off anywhere
    undo    takes away one thing that apply made; may be run again too

Before it makes anything that would stay behind, a step calls `ctx.own(...)`, which writes that
into the journal.  Steps never know where they run: the context gives them the objects.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import ClassVar, Protocol

from installer.config.model import Node
from installer.steps.context import Owned, StepContext


class Probe(enum.Enum):
    """What a step finds on the machine before it acts; a foreign thing raises ForeignResource."""

    DONE = "done"
    TODO = "todo"


class Step(Protocol):
    """One thing that an installation does; see the top of this file."""

    kind: ClassVar[str]
    weight: ClassVar[float]  # seconds in a usual run
    in_guest: ClassVar[bool]  # whether the node's own speed decides
    owns: ClassVar[bool]  # whether `apply` makes things that stay

    @property
    def node(self) -> Node:
        """The node that it is about."""
        ...

    @property
    def title(self) -> str:
        """What it does, as a heading: `Create the virtual machine node-1`."""
        ...

    def describe(self) -> str:
        """What it will change, in one sentence; no I/O."""
        ...

    async def probe(self, ctx: StepContext) -> Probe:
        """Whether it is done already; raises ForeignResource for somebody else's thing."""
        ...

    async def apply(self, ctx: StepContext) -> None:
        """Do it."""
        ...

    async def undo(self, ctx: StepContext, owned: Owned) -> None:
        """Take away one thing that `apply` made."""
        ...


def step_key(step: Step) -> str:
    """The name of a step in journals and events: `node-1/create-vm`."""
    return f"{step.node.name}/{step.kind}"


@dataclass(frozen=True)
class NodeStep:
    """The common part of steps: the node, and nothing to undo."""

    node: Node

    kind: ClassVar[str] = ""
    weight: ClassVar[float] = 1.0
    in_guest: ClassVar[bool] = False
    owns: ClassVar[bool] = False

    async def undo(self, ctx: StepContext, owned: Owned) -> None:
        """A step that owns nothing has nothing to take away."""
