"""What to run: the kind of Kubernetes, its version, the cluster's name and its size."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from gui.texts import later, tr
from gui.viewmodels.failure import Failure, explain
from gui.viewmodels.join import JoinModel
from gui.viewmodels.problem_text import problem_text
from gui.viewmodels.setup import CUSTOM, Setup
from gui.viewmodels.sizes_text import node_sizes, sizes_text
from installer.api import (
    PRESETS,
    NotEligible,
    distributions,
    propose_cluster,
)

NAME = "metadata.name"
_KINDS = {
    "kubeadm": (
        "K8s",
        later("Standard Kubernetes, set up with kubeadm. The same parts as in a data centre."),
    ),
    "k3s": ("K3s", later("Light Kubernetes for one or a few PCs. Everything in one service.")),
}
_SIZES = {
    "small": (later("Small"), later("For a few light programs")),
    "medium": (later("Medium"), later("For several programs, one with a database")),
    "large": (later("Large"), later("For many programs, or some that work hard")),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of Kubernetes; `reason` says why it cannot be chosen."""

    name: str
    title: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class SizeChoice:
    """A size; `note` says how it was cut down for this PC, `reason` why it cannot be chosen."""

    name: str
    title: str
    text: str
    sizes: str
    note: str = ""
    reason: str = ""


class RunModel(QObject):
    """The choices of the page, as this PC and its bundle allow them."""

    changed = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        self.failure: Failure | None = None
        self.join = JoinModel(setup)
        self.join.changed.connect(self.changed)
        setup.changed.connect(self.changed)
        setup.session_changed.connect(self._reset)

    def enter(self) -> None:
        """The page is shown: find the bundle."""
        if self._setup.bundle is None:
            self._setup.work.start(self._find(), "find the bundle", failed=self._failed)

    async def _find(self) -> None:
        self.failure = None
        bundle = await self._setup.find_bundle()
        self._setup.change("spec.distribution", bundle.manifest.distribution)
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.failure = explain(error)
        self.changed.emit()

    def _reset(self) -> None:
        self.failure = None

    @property
    def version(self) -> str:
        """The version of Kubernetes that the bundle holds; empty while it is not known."""
        bundle = self._setup.bundle
        return bundle.manifest.kubernetes_version if bundle else ""

    @property
    def kind(self) -> str:
        """The chosen kind of Kubernetes."""
        return str(self._setup.draft.get("spec.distribution"))

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that this program knows."""
        bundle = self._setup.bundle
        held = bundle.manifest.distribution if bundle else self.kind
        known = (d.name for d in distributions())
        return tuple(
            Kind(
                name,
                _KINDS.get(name, (name, ""))[0],
                tr(_KINDS.get(name, (name, ""))[1]),
                "" if name == held else tr("Not in the bundle on this PC"),
            )
            for name in sorted(known, key=lambda name: name != held)
        )

    def choose_kind(self, name: str) -> None:
        """Take a kind of Kubernetes."""
        self._setup.change("spec.distribution", name)

    @property
    def name(self) -> str:
        """The cluster's name as it is typed."""
        return str(self._setup.draft.get(NAME))

    def rename(self, name: str) -> None:
        """Another name for the cluster; nodes that are named after it follow."""
        changes: dict[str, object] = {NAME: name}
        if name and len(name) <= _LONGEST_NAME:
            old = re.compile(rf"{re.escape(self.name)}-node(-\d+)?")
            for index, node in enumerate(self._setup.draft.get("spec.nodes")):
                if match := old.fullmatch(str(node["name"])):
                    changes[f"spec.nodes.{index}.name"] = f"{name}-node{match[1] or ''}"
        self._setup.change_all(changes)

    @property
    def name_problem(self) -> str:
        """What is wrong with the name; empty when nothing is."""
        problem = self._setup.draft.problem(NAME)
        if problem is not None:
            return problem_text(problem)
        if self._setup.session.store.exists(self.name):
            return tr("A cluster of this name is on this PC already")
        return ""

    @property
    def size(self) -> str:
        """The chosen size."""
        return self._setup.preset

    @property
    def sizes(self) -> tuple[SizeChoice, ...]:
        """The sizes that there are, cut down to this PC."""
        return (*(self._size(name) for name in PRESETS), self._custom())

    def choose_size(self, name: str) -> None:
        """Take a size."""
        if name == CUSTOM:
            self._setup.preset = CUSTOM
        else:
            self._setup.propose(name)
        self._setup.judge()

    def _size(self, name: str) -> SizeChoice:
        title, text = (tr(words) for words in _SIZES[name])
        wanted = PRESETS[name]
        full = sizes_text(wanted.cpus, wanted.memory, wanted.data_disk)
        if self._setup.facts is None:
            return SizeChoice(name, title, text, full)
        try:
            node = propose_cluster(self._setup.facts, preset=name, name="edge").spec.nodes[0]
        except NotEligible:
            return SizeChoice(name, title, text, full, reason=tr("Too large for this PC"))
        fits = (node.cpus, node.memory, node.data_disk)
        cut = fits != (wanted.cpus, wanted.memory, wanted.data_disk)
        note = tr("Cut down to what this PC has free") if cut else ""
        return SizeChoice(name, title, text, sizes_text(*fits), note)

    def _custom(self) -> SizeChoice:
        text = tr("Set every value on the next page")
        return SizeChoice(CUSTOM, tr("Custom"), text, node_sizes(self._setup.draft))

    @property
    def hindrance(self) -> str:
        """Why one cannot go on; empty when one can."""
        if self.failure is not None:
            return self.failure.what
        if self._setup.bundle is None:
            return tr("Still looking for the bundle")
        if self.name_problem:
            return tr("The name needs a correction")
        return self.join.hindrance


# The nodes' names are the cluster's with up to eight characters more; the config allows 40.
_LONGEST_NAME = 32
