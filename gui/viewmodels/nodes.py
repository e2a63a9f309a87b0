"""The nodes of the cluster as a list: which there are, and one more or one fewer."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address
from typing import Any

from PySide6.QtCore import QObject, Signal

from gui.texts import tr
from gui.viewmodels.draft import NETWORK
from gui.viewmodels.failure import explain
from gui.viewmodels.problem_text import problem_text
from gui.viewmodels.setup import Setup
from installer.api import MAX_NODES, MIN_DATA_DISK, MIN_MEMORY, NotEligible, propose_lan

NODES = "spec.nodes"
# A worker that only runs a few programs needs no more.
_WORKER = {"cpus": 2, "memory": str(MIN_MEMORY), "dataDisk": str(MIN_DATA_DISK)}


@dataclass(frozen=True, slots=True)
class NodeItem:
    """A node by its place in the list."""

    index: int
    name: str
    role: str
    problem: str

    @property
    def may_go(self) -> bool:
        """Whether it can be taken away: the first one sets up the cluster."""
        return self.index > 0


class NodesModel(QObject):
    """Adds, names and removes nodes; what belongs to it in the network follows."""

    changed = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        self.failure = ""
        setup.changed.connect(self.changed)

    @property
    def items(self) -> tuple[NodeItem, ...]:
        """The nodes in order."""
        return tuple(self._item(index, node) for index, node in enumerate(self._nodes()))

    def _item(self, index: int, node: dict[str, Any]) -> NodeItem:
        found = self._setup.draft.problem(f"{NODES}.{index}.name")
        problem = problem_text(found) if found else ""
        return NodeItem(index, str(node["name"]), str(node["role"]), problem)

    def _nodes(self) -> list[dict[str, Any]]:
        return [dict(node) for node in self._setup.draft.get(NODES)]

    def rename(self, index: int, name: str) -> None:
        """Give a node another name."""
        self._setup.change(f"{NODES}.{index}.name", name.strip())

    def add(self) -> None:
        """One more worker, as small as one can be."""
        nodes = self._nodes()
        if len(nodes) >= MAX_NODES:
            return
        blank = dict.fromkeys(nodes[0]) | {"labels": {}, "taints": []}
        name, address = self._free_name(), self._next_address(nodes)
        made = blank | _WORKER | {"name": name, "role": "worker", "address": address}
        self._put([*nodes, made])

    def remove(self, index: int) -> None:
        """Take a node out of the list."""
        nodes = self._nodes()
        if 0 < index < len(nodes):
            del nodes[index]
            servers = sum(node["role"] == "server" for node in nodes)
            self._put(with_servers(nodes, servers - (servers + 1) % 2))

    @property
    def servers(self) -> int:
        """How many nodes run the control plane."""
        return sum(node["role"] == "server" for node in self._nodes())

    @property
    def possible_servers(self) -> tuple[int, ...]:
        """Servers decide by majority, so only odd numbers are possible."""
        return tuple(range(1, len(self._nodes()) + 1, 2))

    def choose_servers(self, count: int) -> None:
        """Let the first nodes be servers and the others workers."""
        if count in self.possible_servers and count != self.servers:
            self._put(with_servers(self._nodes(), count))

    def _put(self, nodes: list[dict[str, Any]]) -> None:
        self.failure = ""
        changes: dict[str, object] = {NODES: nodes}
        external = self._setup.draft.get(f"{NETWORK}.external")
        if len(nodes) == 1 or external:
            changes[f"{NETWORK}.lan"] = None
        elif self._setup.draft.get(f"{NETWORK}.lan") is None:
            changes[f"{NETWORK}.lan"] = self._lan()
        self._setup.change_all(changes)

    def _lan(self) -> str | None:
        config, facts = self._setup.draft.config, self._setup.facts
        if config is None or facts is None:
            return None
        try:
            return str(propose_lan(facts, config.spec.network))
        except NotEligible as error:
            self.failure = explain(error).what
            return None

    def _free_name(self) -> str:
        taken = {item.name for item in self.items}
        cluster, number = self._setup.draft.get("metadata.name"), 2
        while f"{cluster}-node-{number}" in taken:
            number += 1
        return f"{cluster}-node-{number}"

    def _next_address(self, nodes: list[dict[str, Any]]) -> str | None:
        """In the network of the house each node states its address; elsewhere it gets one."""
        if not self._setup.draft.get(f"{NETWORK}.external"):
            return None
        try:
            return str(max(IPv4Address(node["address"]) for node in nodes) + 1)
        except AddressValueError:
            return None

    @property
    def full(self) -> str:
        """Why there can be no further node; empty when there can."""
        if len(self._nodes()) >= MAX_NODES:
            return tr("A cluster has at most {count} nodes", count=MAX_NODES)
        return self.failure


def with_servers(nodes: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """The nodes, of which the first ones are servers."""
    return [
        node | {"role": "server" if index < count else "worker"} for index, node in enumerate(nodes)
    ]
