"""The network of the cluster: fields as they are typed, and what is wrong with each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Network

from PySide6.QtCore import QObject, Signal

from gui.texts import later, tr
from gui.viewmodels.draft import NETWORK, Draft
from gui.viewmodels.failure import Failure, explain
from gui.viewmodels.problem_text import problem_text
from gui.viewmodels.setup import USUAL_PRESET, Setup
from installer.api import NotEligible, propose_cluster


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A field of the page: its place, label and help."""

    key: str
    label: str
    help: str
    optional: bool = False


FIELDS = (
    FieldInfo(
        "subnet", later("Node net&work"), later("Between this PC and the node. Must be unused here")
    ),
    FieldInfo(
        "dns", later("&DNS servers"), later("Comma between. Empty asks this PC"), optional=True
    ),
    FieldInfo(
        "podCidr", later("&Pod network"), later("Inside the cluster only. Must be unused here")
    ),
    FieldInfo(
        "serviceCidr",
        later("&Service network"),
        later("Inside the cluster only. Must be unused here"),
    ),
    FieldInfo("apiPort", later("&Kubernetes port"), later("Port of this PC for kubectl")),
    FieldInfo(
        "sshPort", later("SS&H port"), later("Port of this PC by which Edgewright reaches the node")
    ),
    FieldInfo(
        "proxy",
        later("Pro&xy"),
        later("Only if this site needs one, http://name:port"),
        optional=True,
    ),
    FieldInfo(
        "noProxy",
        later("With&out proxy"),
        later("Names and networks, comma between"),
        optional=True,
    ),
)
_PORTS = ("apiPort", "sshPort")


class NetworkModel(QObject):
    """Reads and writes the fields; `changed` tells of a new judgement."""

    changed = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        self.failure: Failure | None = None
        setup.changed.connect(self.changed)

    def text(self, key: str) -> str:
        """What stands in a field."""
        if key in ("proxy", "noProxy"):
            proxy = self._setup.draft.get(f"{NETWORK}.proxy") or {}
            return str((proxy.get("http") if key == "proxy" else proxy.get("noProxy")) or "")
        value = self._setup.draft.get(f"{NETWORK}.{key}")
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

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
            number = key in _PORTS and text.isdecimal()
            self._setup.change(f"{NETWORK}.{key}", int(text) if number else text)

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
        objection = self._setup.objection(f"{NETWORK}.{key}")
        if key in _PORTS and objection:
            return tr("Another program uses this port: {evidence}", evidence=objection)
        return tr("In use on this PC: {evidence}", evidence=objection) if objection else ""

    @property
    def addresses(self) -> dict[str, str]:
        """What the picture shows, by box; a box with a wrong value shows what was typed."""
        subnet = self.text("subnet")
        try:
            network = IPv4Network(subnet)
            gateway, node = str(network[2]), str(network[10])
        except (ValueError, IndexError):
            gateway = node = "?"
        return {
            "subnet": subnet,
            "gateway": gateway,
            "node": node,
            "pods": self.text("podCidr"),
            "services": self.text("serviceCidr"),
            "host": f"127.0.0.1:{self.text('apiPort')}",
        }

    def find_free(self) -> None:
        """Replace networks and ports by a set that nothing on this PC uses."""
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
        for key in ("subnet", "podCidr", "serviceCidr", "apiPort", "sshPort"):
            self._setup.draft.set(f"{NETWORK}.{key}", proposal.get(f"{NETWORK}.{key}"))
        self._setup.judge()

    @property
    def hindrance(self) -> str:
        """Why one cannot go on; empty when one can."""
        for field in FIELDS:
            if self.problem(field.key):
                label = tr(field.label).replace("&", "")
                return tr("{title} needs a correction", title=label)
        return ""
