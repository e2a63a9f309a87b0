"""The nodes in the network around this PC: by which adapter, and at which addresses."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from gui.engine_words import said
from gui.texts import later, tr
from gui.viewmodels.adapters import AdapterItem, adapter_item
from gui.viewmodels.draft import NETWORK
from gui.viewmodels.failure import Failure, explain
from gui.viewmodels.network_fields import FieldInfo
from gui.viewmodels.nodes import NODES
from gui.viewmodels.problem_text import problem_text
from gui.viewmodels.setup import Setup
from installer.api import (
    NotEligible,
    OutsideProposal,
    network_adapters,
    propose_lan,
    propose_outside,
)

EXTERNAL, SERVICES = f"{NETWORK}.external", f"{NETWORK}.loadBalancer"
_NUMBERS = ("vlan", "mtu")
_FIELDS = (
    FieldInfo("gateway", later("&Router"), later("Address of the router of this network")),
    FieldInfo("subnet", later("Net&work and prefix"), later("As the router has it")),
    FieldInfo("vlan", later("&VLAN"), later("Only if the network needs one"), optional=True),
    FieldInfo("mtu", later("&MTU"), later("Largest packet, 1500 is usual")),
)
_RANGE = (
    FieldInfo(
        "first", later("Services fro&m"), later("Addresses for Services, or empty"), optional=True
    ),
    FieldInfo("last", later("Services &to"), later("The last one of them"), optional=True),
)


class OutsideModel(QObject):
    """Reads and writes what stands in the cluster file about the network around this PC."""

    changed = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        self.failure: Failure | None = None
        setup.changed.connect(self.changed)

    @property
    def is_on(self) -> bool:
        """Whether the nodes stand in the network around this PC."""
        return bool(self._setup.draft.get(EXTERNAL))

    @property
    def hindrance(self) -> str:
        """Why they cannot stand there; empty when they can."""
        if any(not item.reason for item in self.adapters):
            return ""
        return tr("No cable of this PC leads into a network. Wi-Fi cannot carry nodes")

    @property
    def adapters(self) -> tuple[AdapterItem, ...]:
        """All adapters of the PC, those that can be chosen first."""
        facts = self._setup.facts
        entries = network_adapters(facts) if facts is not None else ()
        items = [adapter_item(entry) for entry in entries if entry.addresses or entry.kind]
        return tuple(sorted(items, key=lambda item: bool(item.reason)))

    def turn(self, *, on: bool) -> None:
        """Put the nodes into the network around this PC, or back inside of it."""
        if on == self.is_on:
            return
        if on:
            self.propose()
            return
        self.failure = None
        nodes = [node | {"address": None} for node in self._nodes()]
        self._setup.change_all(
            {NODES: nodes, EXTERNAL: None, SERVICES: None, f"{NETWORK}.lan": self._lan(len(nodes))}
        )

    def _lan(self, count: int) -> str | None:
        config, facts = self._setup.draft.config, self._setup.facts
        if count == 1 or config is None or facts is None:
            return None
        return str(propose_lan(facts, config.spec.network))

    def propose(self, adapter: str = "") -> None:
        """Take a whole set of free addresses at an adapter, or at the likeliest one."""
        facts = self._setup.facts
        if facts is None:
            return
        nodes = self._nodes()
        try:
            found = propose_outside(facts, count=len(nodes), adapter=adapter)
        except NotEligible as error:
            self.failure = explain(error)
            self.changed.emit()
            return
        self.failure = None
        self._take(found, nodes)

    def _take(self, found: OutsideProposal, nodes: list[dict[str, Any]]) -> None:
        places = zip(nodes, found.addresses, strict=True)
        external = {
            "adapter": found.adapter,
            "subnet": str(found.subnet),
            "gateway": str(found.gateway),
            "vlan": None,
            "mtu": found.mtu,
        }
        services = self._setup.draft.get(SERVICES)
        if services:
            services = {"first": str(found.services[0]), "last": str(found.services[1])}
        self._setup.change_all(
            {
                NODES: [node | {"address": str(address)} for node, address in places],
                f"{NETWORK}.lan": None,
                EXTERNAL: external,
                SERVICES: services,
            }
        )

    def _nodes(self) -> list[dict[str, Any]]:
        return [dict(node) for node in self._setup.draft.get(NODES)]

    @property
    def adapter(self) -> str:
        """The chosen adapter."""
        return str(self._setup.draft.get(f"{EXTERNAL}.adapter") or "")

    @property
    def fields(self) -> tuple[FieldInfo, ...]:
        """The fields that there are: of the network, one for each node, and for Services."""
        if not self.is_on:
            return ()
        nodes = tuple(
            FieldInfo(f"address-{index}", tr("Address of {name}", name=node["name"]), "")
            for index, node in enumerate(self._nodes())
        )
        return (*_FIELDS, *nodes, *_RANGE)

    def text(self, key: str) -> str:
        """What stands in a field."""
        value = self._setup.draft.get(_place(key))
        return "" if value is None else str(value)

    def type(self, key: str, text: str) -> None:
        """The user has typed into a field."""
        text = text.strip()
        if text == self.text(key):
            return
        if key in ("first", "last"):
            other = "last" if key == "first" else "first"
            both = {key: text, other: self.text(other)}
            self._setup.change(SERVICES, both if any(both.values()) else None)
        else:
            value = int(text) if key in _NUMBERS and text.isdecimal() else text or None
            self._setup.change(_place(key), value)

    def problem(self, key: str) -> str:
        """What is wrong with a field; empty when nothing is."""
        found = self._setup.draft.problem(_place(key))
        if found is not None:
            return problem_text(found)
        return said(self._setup.objection(_place(key)))

    @property
    def problems(self) -> dict[str, str]:
        """Label -> what is wrong, of every field and of the adapter."""
        found = {tr(field.label): self.problem(field.key) for field in self.fields}
        found[tr("Adapter")] = self.problem("adapter") if self.is_on else ""
        return {label: text for label, text in found.items() if text}


def _place(key: str) -> str:
    if key in ("first", "last"):
        return f"{SERVICES}.{key}"
    if key.startswith("address-"):
        return f"{NODES}.{key.partition('-')[2]}.address"
    return f"{EXTERNAL}.{key}"
