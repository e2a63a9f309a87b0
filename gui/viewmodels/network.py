"""The network of the cluster: fields as they are typed, and what is wrong with each."""

from __future__ import annotations

import re
from ipaddress import IPv4Network

from PySide6.QtCore import QObject, Signal

from gui.engine_words import said
from gui.texts import tr
from gui.viewmodels.draft import NETWORK, Draft
from gui.viewmodels.failure import Failure, explain
from gui.viewmodels.network_fields import FIELDS, LAN, PORTS, SUBNET, FieldInfo
from gui.viewmodels.nodes import NODES
from gui.viewmodels.outside import OutsideModel
from gui.viewmodels.problem_text import problem_text
from gui.viewmodels.setup import USUAL_PRESET, Setup
from installer.api import NotEligible, propose_cluster, propose_lan


class NetworkModel(QObject):
    """Reads and writes the fields; `changed` tells of a new judgement."""

    changed = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        self.failure: Failure | None = None
        self.outside = OutsideModel(setup)
        self.outside.changed.connect(self.changed)
        setup.changed.connect(self.changed)

    @property
    def fields(self) -> tuple[FieldInfo, ...]:
        """The fields that there are, without those of the network around this PC."""
        several = len(self._setup.draft.get(NODES)) > 1 and not self.outside.is_on
        return (SUBNET, *((LAN,) if several else ()), *FIELDS)

    def text(self, key: str) -> str:
        """What stands in a field."""
        if key in ("proxy", "noProxy"):
            proxy = self._setup.draft.get(f"{NETWORK}.proxy") or {}
            return str((proxy.get("http") if key == "proxy" else proxy.get("noProxy")) or "")
        value = self._setup.draft.get(f"{NETWORK}.{key}")
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")

    def type(self, key: str, text: str) -> None:
        """The user has typed into a field."""
        text = text.strip()
        if text == self.text(key):
            return
        if key in ("proxy", "noProxy"):
            self._type_proxy(key, text)
        elif key == "dns":
            self._setup.change(f"{NETWORK}.dns", [w for w in re.split(r"[\s,;]+", text) if w])
        else:
            number = key in PORTS and text.isdecimal()
            value = int(text) if number else text
            self._setup.change(f"{NETWORK}.{key}", value or None if key == "lan" else value)

    def _type_proxy(self, key: str, text: str) -> None:
        address = text if key == "proxy" else self.text("proxy")
        without = text if key == "noProxy" else self.text("noProxy")
        proxy = {"http": address or None, "https": address or None, "noProxy": without}
        self._setup.change(f"{NETWORK}.proxy", proxy if address or without else None)

    def problem(self, key: str) -> str:
        """What is wrong with a field; empty when nothing is."""
        places = {
            "proxy": (f"{NETWORK}.proxy.http", f"{NETWORK}.proxy.https"),
            "noProxy": (f"{NETWORK}.proxy.noProxy",),
        }.get(key, (f"{NETWORK}.{key}",))
        found = self._setup.draft.problem(*places)
        if found is not None:
            return problem_text(found)
        objection = said(self._setup.objection(f"{NETWORK}.{key}"))
        if key in PORTS and objection:
            return tr("Another program uses this port: {evidence}", evidence=objection)
        return tr("In use on this PC: {evidence}", evidence=objection) if objection else ""

    @property
    def addresses(self) -> dict[str, str]:
        """What the picture shows, by box; a box with a wrong value shows what was typed."""
        subnet = self.text("subnet")
        try:
            node = str(IPv4Network(subnet)[10])
        except (ValueError, IndexError):
            node = "?"
        outside = self.outside
        count = len(self._setup.draft.get(NODES))
        if outside.is_on:
            node = outside.text("address-0")
        elif count > 1:
            node = self.text("lan")
        return {
            "subnet": subnet,
            "node": node,
            "count": str(count),
            "pods": self.text("podCidr"),
            "services": self.text("serviceCidr"),
            "host": f"127.0.0.1:{self.text('apiPort')}",
            "outside": outside.text("subnet") if outside.is_on else "",
            "adapter": outside.adapter,
            "router": outside.text("gateway") if outside.is_on else "",
        }

    def find_free(self) -> None:
        """Replace networks, ports and addresses by a set that nothing on this PC uses."""
        self.failure = None
        facts = self._setup.facts
        if facts is None:
            return
        try:
            proposal = Draft(propose_cluster(facts, preset=USUAL_PRESET, name="edge"))
        except NotEligible as error:
            self.failure = explain(error)
            self.changed.emit()
            return
        keys = ("subnet", "podCidr", "serviceCidr", "apiPort", "sshPort")
        places = [f"{NETWORK}.{key}" for key in keys]
        changes: dict[str, object] = {place: proposal.get(place) for place in places}
        if self._setup.draft.get(f"{NETWORK}.lan"):
            fresh = proposal.config
            assert fresh is not None
            changes[f"{NETWORK}.lan"] = str(propose_lan(facts, fresh.spec.network))
        self._setup.change_all(changes)
        if self.outside.is_on:
            self.outside.propose(self.outside.adapter)

    @property
    def hindrance(self) -> str:
        """Why one cannot go on; empty when one can."""
        wrong = [tr(field.label) for field in self.fields if self.problem(field.key)]
        wrong += self.outside.problems
        return tr("{title} needs a correction", title=wrong[0].replace("&", "")) if wrong else ""
