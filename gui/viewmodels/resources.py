"""How much of this PC the node gets: only what is possible can be chosen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from gui.texts import later, number_text, size_text, tr
from gui.viewmodels.draft import NODE
from gui.viewmodels.setup import CUSTOM, Setup
from installer.api import FEWEST_CPUS, GIB, MEMORY_STEP, MIB, MIN_DATA_DISK, MIN_MEMORY, Size

CPUS, MEMORY, DISK = "cpus", "memory", "dataDisk"
KEYS = (MEMORY, CPUS, DISK)
# What one step of a control is worth: a processor, 256 MB, 1 GB.
_UNIT = {CPUS: 1, MEMORY: int(MEMORY_STEP), DISK: GIB}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of the PC and who has it.  All in steps of the control, of `unit` each.

    `used` is taken by the PC itself, `others` by further nodes, `node` by the node that is
    chosen here, and `most` is all that it may take.
    """

    key: str
    title: str
    total: int
    used: int
    others: int
    node: int
    least: int
    most: int
    reason: str
    unit: int

    @property
    def free(self) -> int:
        """What nobody has; below zero when too much was asked for."""
        return self.total - self.used - self.others - self.node

    @property
    def fits(self) -> bool:
        """Whether the node may have that much."""
        return self.least <= self.node <= self.most

    def text(self, steps: int) -> str:
        """A number of steps in words."""
        if self.key == CPUS:
            return number_text(steps)
        return size_text(max(0, steps) * self.unit)


class ResourcesModel(QObject):
    """The sizes of the node beside what the PC has."""

    changed = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        setup.changed.connect(self.changed)

    @property
    def node_name(self) -> str:
        """The name of the node."""
        return str(self._setup.draft.get(f"{NODE}.name"))

    @property
    def shares(self) -> tuple[Share, ...]:
        """Memory, processors and disk; empty while the PC is not known."""
        if self._setup.capacity is None:
            return ()
        return tuple(self._share(key) for key in KEYS)

    def _share(self, key: str) -> Share:
        capacity = self._setup.capacity
        assert capacity is not None
        node, others = self._value(key), self._others(key)
        if key == CPUS:
            # Processors are shared: every node may have as many as one alone.
            most = capacity.cpus_most
            return Share(
                key=key,
                title=tr("Processors"),
                total=max(capacity.cpus, node),
                used=0,
                others=0,
                node=node,
                least=FEWEST_CPUS,
                most=most,
                unit=1,
                reason=tr(
                    "{least} to {most}; one is left to this PC", least=FEWEST_CPUS, most=most
                ),
            )
        if key == MEMORY:
            total, used = capacity.memory_total, capacity.memory_total - capacity.memory_available
            least, most = MIN_MEMORY, capacity.memory_most
            title, why = tr("Memory"), later("{least} to {most}; this PC needs the rest itself")
        else:
            total, used = capacity.disk_free, 0
            least, most = MIN_DATA_DISK, capacity.disk_most
            title = tr("Free disk space")
            why = later("{least} to {most}; the node's system needs 12 GB beside it")
        unit = _UNIT[key]
        most = Size(max(least, most - others * unit))
        reason = tr(why, least=size_text(least), most=size_text(most))
        return Share(
            key=key,
            title=title,
            total=int(total) // unit,
            used=-(-int(used) // unit),
            others=others,
            node=node,
            least=least // unit,
            most=most // unit,
            unit=unit,
            reason=reason,
        )

    def _value(self, key: str) -> int:
        stated = self._setup.draft.get(f"{NODE}.{key}")
        if key == CPUS:
            return int(stated)
        return int(Size.parse(str(stated))) // _UNIT[key]

    def _others(self, key: str) -> int:
        """What further nodes of an answer file take."""
        config = self._setup.draft.config
        further = config.spec.nodes[1:] if config is not None else ()
        total = sum(node.memory if key == MEMORY else node.data_disk for node in further)
        return -(-total // _UNIT[key]) if key != CPUS else 0

    def choose(self, key: str, steps: int) -> None:
        """Give the node that many steps; what is impossible becomes the nearest possible."""
        share = next((share for share in self.shares if share.key == key), None)
        if share is None or steps == share.node:
            return
        steps = min(max(steps, share.least), share.most)
        value: object = steps if key == CPUS else f"{steps * _UNIT[key] // MIB}MiB"
        self._setup.preset = CUSTOM
        self._setup.change(f"{NODE}.{key}", value)

    @property
    def verdict(self) -> tuple[str, str]:
        """State and sentence about all sizes together."""
        wrong = [share for share in self.shares if not share.fits]
        if wrong:
            share = wrong[0]
            return "fail", tr(
                "{title}: {node} is not possible. Choose {reason}",
                title=share.title,
                node=share.text(share.node),
                reason=share.reason,
            )
        return "ok", tr("This fits. The PC and the node have room to breathe")

    @property
    def hindrance(self) -> str:
        """Why one cannot go on; empty when one can."""
        if not self.shares:
            return tr("Check this PC first")
        wrong = [share.title for share in self.shares if not share.fits]
        return tr("{title} needs a correction", title=wrong[0]) if wrong else ""
