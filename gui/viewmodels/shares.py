"""Parts of the PC and what may be chosen of them; all in steps of a control."""

from __future__ import annotations

from dataclasses import dataclass

from gui.texts import number_text, size_text
from installer.api import GIB, MEMORY_STEP

CPUS, MEMORY, DISK = "cpus", "memory", "dataDisk"
KEYS = (MEMORY, CPUS, DISK)
# What one step of a control is worth: a processor, 256 MB, 1 GB.
UNIT = {CPUS: 1, MEMORY: int(MEMORY_STEP), DISK: GIB}


def steps_text(key: str, steps: int) -> str:
    """A number of steps in words."""
    return number_text(steps) if key == CPUS else size_text(max(0, steps) * UNIT[key])


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of the PC and who has it: `used` the PC itself, `nodes` each node, by name."""

    key: str
    title: str
    total: int
    used: int
    nodes: tuple[tuple[str, int], ...]
    fits: bool

    @property
    def free(self) -> int:
        """What nobody has; below zero when too much was asked for."""
        return self.total - self.used - sum(steps for _, steps in self.nodes)

    def text(self, steps: int) -> str:
        """A number of steps in words."""
        return steps_text(self.key, steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The size of one node: what it has, and from where to where it may go, and why no further."""

    key: str
    title: str
    value: int
    least: int
    most: int
    reason: str

    @property
    def unit(self) -> int:
        """What one step is worth, in processors or bytes."""
        return UNIT[self.key]

    @property
    def fits(self) -> bool:
        """Whether the node may have that much."""
        return self.least <= self.value <= self.most

    def text(self, steps: int) -> str:
        """A number of steps in words."""
        return steps_text(self.key, steps)
