"""How much of this PC each node gets: only what is possible can be chosen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.texts import later, tr
from gui.viewmodels.nodes import NODES, NodesModel
from gui.viewmodels.setup import CUSTOM, Setup
from gui.viewmodels.shares import CPUS, DISK, KEYS, MEMORY, UNIT, Choice, Share, steps_text
from installer.api import (
    FEWEST_CPUS,
    GIB,
    MAX_CPUS,
    MIB,
    MIN_DATA_DISK,
    MIN_MEMORY,
    Capacity,
    Size,
)

__all__ = ["CPUS", "DISK", "KEYS", "MEMORY", "ResourcesModel"]

# Each node beside the first has a system disk of its own, and unpacks its own installation.
_DISK_PER_NODE = 10
_LEAST = {CPUS: 1, MEMORY: MIN_MEMORY // UNIT[MEMORY], DISK: MIN_DATA_DISK // GIB}
_TITLES = {CPUS: later("Processors"), MEMORY: later("Memory"), DISK: later("Free disk space")}
_WHY = {
    CPUS: later("{least} to {most}; one is left to this PC"),
    MEMORY: later("{least} to {most}; this PC needs the rest itself"),
    DISK: later("{least} to {most}; the node's system needs 12 GB beside it"),
}
_WHY_SHARED = {
    CPUS: later("{least} to {most}; all nodes together have {all} at most"),
    MEMORY: later("{least} to {most}; this PC and the other nodes need the rest"),
    DISK: later("{least} to {most}; the other nodes need the rest"),
}


class ResourcesModel(QObject):
    """The sizes of the nodes beside what the PC has."""

    changed = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        self.nodes = NodesModel(setup)
        setup.changed.connect(self.changed)

    @property
    def shares(self) -> tuple[Share, ...]:
        """Memory, processors and disk; empty while the PC is not known."""
        capacity = self._setup.capacity
        return tuple(self._share(key, capacity) for key in KEYS) if capacity else ()

    def _share(self, key: str, capacity: Capacity) -> Share:
        items = self.nodes.items
        has = tuple((item.name, self._value(key, item.index)) for item in items)
        total, used = {
            CPUS: (capacity.cpus, 0),
            MEMORY: (capacity.memory_total, capacity.memory_total - capacity.memory_available),
            DISK: (capacity.disk_free, 0),
        }[key]
        total, used = int(total) // UNIT[key], -(-int(used) // UNIT[key])
        if key == CPUS:
            # Nodes may share processors: all of them together are more than there are.
            total = max(total, sum(steps for _, steps in has))
        fits = all(self._choice(key, item.index, capacity).fits for item in items)
        return Share(key=key, title=tr(_TITLES[key]), total=total, used=used, nodes=has, fits=fits)

    def choices(self, index: int) -> tuple[Choice, ...]:
        """The sizes of a node; empty while the PC is not known."""
        capacity = self._setup.capacity
        return tuple(self._choice(key, index, capacity) for key in KEYS) if capacity else ()

    def _choice(self, key: str, index: int, capacity: Capacity) -> Choice:
        nodes = self.nodes.items
        others = sum(self._value(key, item.index) for item in nodes if item.index != index)
        least = _LEAST[key]
        if key == CPUS:
            least = FEWEST_CPUS if nodes[index].role == "server" else least
            most = min(capacity.cpus_most, MAX_CPUS - others)
        elif key == MEMORY:
            most = int(capacity.memory_most) // UNIT[key] - others
        else:
            most = int(capacity.disk_most) // GIB - others - _DISK_PER_NODE * (len(nodes) - 1)
        most = max(least, most)
        why = _WHY if len(nodes) == 1 else _WHY_SHARED
        words = {"least": steps_text(key, least), "most": steps_text(key, most)}
        reason = tr(why[key], **words, **({"all": MAX_CPUS} if why is not _WHY else {}))
        value = self._value(key, index)
        return Choice(
            key=key, title=tr(_TITLES[key]), value=value, least=least, most=most, reason=reason
        )

    def _value(self, key: str, index: int) -> int:
        stated = self._setup.draft.get(f"{NODES}.{index}.{key}")
        return int(stated) if key == CPUS else int(Size.parse(str(stated))) // UNIT[key]

    def choose(self, index: int, key: str, steps: int) -> None:
        """Give a node that many steps; what is impossible becomes the nearest possible."""
        choice = next((c for c in self.choices(index) if c.key == key), None)
        if choice is None or steps == choice.value:
            return
        steps = min(max(steps, choice.least), choice.most)
        value: object = steps if key == CPUS else f"{steps * UNIT[key] // MIB}MiB"
        self._setup.preset = CUSTOM
        self._setup.change(f"{NODES}.{index}.{key}", value)

    def add(self) -> None:
        """One more worker."""
        if not self.no_more:
            self._setup.preset = CUSTOM
            self.nodes.add()

    @property
    def no_more(self) -> str:
        """Why there can be no further node; empty when there can."""
        capacity = self._setup.capacity
        if capacity is None:
            return tr("Check this PC first")
        if self.nodes.full:
            return self.nodes.full
        for key, needed in ((MEMORY, _LEAST[MEMORY]), (DISK, _LEAST[DISK] + _DISK_PER_NODE)):
            room = self._choice(key, 0, capacity)
            if room.most - room.value < needed:
                return tr("No room for one more: give the other nodes less")
        taken = sum(self._value(CPUS, item.index) for item in self.nodes.items)
        return "" if taken + FEWEST_CPUS <= MAX_CPUS else tr("No processor is left for one more")

    @property
    def verdict(self) -> tuple[str, str]:
        """State and sentence about all sizes together."""
        for item in self.nodes.items:
            for choice in self.choices(item.index):
                if not choice.fits:
                    return "fail", tr(
                        "{title}: {node} is not possible. Choose {reason}",
                        title=choice.title,
                        node=choice.text(choice.value),
                        reason=choice.reason,
                    )
        if len(self.nodes.items) > 1:
            return "ok", tr("This fits. The PC and its nodes have room to breathe")
        return "ok", tr("This fits. The PC and the node have room to breathe")

    @property
    def hindrance(self) -> str:
        """Why one cannot go on; empty when one can."""
        if not self.shares:
            return tr("Check this PC first")
        wrong = [share.title for share in self.shares if not share.fits]
        if wrong:
            return tr("{title} needs a correction", title=wrong[0])
        bad = [item for item in self.nodes.items if item.problem]
        return tr("The name {name} needs a correction", name=bad[0].name) if bad else ""
