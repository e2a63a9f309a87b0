"""What all pages of the wizard share: the session, what is known of the PC, and the answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.viewmodels.draft import NODE, Draft
from gui.viewmodels.work import Work
from installer.api import (
    Bundle,
    Capacity,
    CheckReport,
    EdgeCluster,
    Facts,
    JoinFile,
    NotEligible,
    Session,
    default_bundle,
    default_cluster,
    judge_again,
    propose_cluster,
    read_capacity,
)

# Opens a session; the text names a simulated PC, and is empty for this one.
OpenSession = Callable[[str], Session]
USUAL_PRESET, CUSTOM = "medium", "custom"


@dataclass(frozen=True, slots=True)
class Options:
    """What was given when the program was started."""

    simulate: str = ""
    bundle: Path | None = None
    answers: Path | None = None
    resume: bool = False
    open_console: Callable[[Path], None] | None = None


class Setup(QObject):
    """The shared state; every change is told by a signal.

    `session_changed`: another PC.  `looked`: facts were read.  `changed`: an answer or a judgement.
    """

    session_changed = Signal()
    looked = Signal()
    changed = Signal()

    def __init__(self, open_session: OpenSession, options: Options | None = None) -> None:
        super().__init__()
        self.work = Work()
        self.options = options or Options()
        self._open = open_session
        self.simulate = self.options.simulate
        self.session = open_session(self.simulate)
        self.bundle: Bundle | None = None
        self.join: JoinFile | None = None
        self.facts: Facts | None = None
        self.report: CheckReport | None = None
        self.accepted: set[str] = set()
        self.preset = USUAL_PRESET
        self.imported = False
        self._proposed = False
        self._judged: Draft | None = None
        self._asked: object = None
        self.draft = Draft(default_cluster(self.free_name()))

    def use_pc(self, simulate: str) -> None:
        """Turn to a simulated PC, or with no name to this one; what was known is forgotten."""
        if simulate == self.simulate:
            return
        self.simulate = simulate
        self.session = self._open(simulate)
        self._forget()
        self.session_changed.emit()

    def start_over(self) -> None:
        """Forget answers and judgements, for a new start on the same PC."""
        self._forget()
        self.changed.emit()

    def _forget(self) -> None:
        self.bundle, self.join, self.facts, self.report = None, None, None, None
        self._judged = None
        self.accepted.clear()
        self.preset, self.imported, self._proposed = USUAL_PRESET, False, False
        self.draft = Draft(default_cluster(self.free_name()))

    def free_name(self) -> str:
        """A name that no cluster of this PC has."""
        number = 1
        while self.session.store.exists(f"edge-{number}"):
            number += 1
        return f"edge-{number}"

    def take_answers(self, cluster: EdgeCluster) -> None:
        """Use the answers of a file."""
        self.imported, self.preset, self.bundle = True, CUSTOM, None
        self.draft.take(cluster)
        self.judge()

    def change(self, place: str, value: object) -> None:
        """Write an answer and judge anew."""
        if self.draft.set(place, value):
            self.judge()

    def change_all(self, values: Mapping[str, object]) -> None:
        """Write answers that only together make sense, and judge anew."""
        if self.draft.set_all(values):
            self.judge()

    async def find_bundle(self) -> Bundle:
        """The bundle to install from; raises BundleMissing and BundleInvalid."""
        if self.bundle is None:
            config = self.draft.config
            folder = await default_bundle(
                self.session,
                simulated=bool(self.simulate),
                distribution=config.spec.distribution if config else "kubeadm",
                given=self.options.bundle,
            )
            self.bundle = self.session.open_bundle(folder)
        return self.bundle

    async def look(self) -> None:
        """Look at the PC, propose answers where there are none yet, and judge."""
        self._asked = self._outside()
        self.facts = await self.session.facts(self.draft.config)
        if not self.imported and self.preset != CUSTOM:
            self.propose(self.preset)
        self.judge()
        self.looked.emit()

    @property
    def must_look_again(self) -> bool:
        """Whether addresses are wanted of which nobody asked whether they are taken."""
        return self._outside() != self._asked

    def _outside(self) -> object:
        """The answers about the network around this PC: what it is, and who stands where."""
        external = self.draft.get("spec.network.external")
        nodes = self.draft.get("spec.nodes") or ()
        return (external, [node["address"] for node in nodes]) if external else None

    def propose(self, preset: str) -> None:
        """Take the sizes of a preset, and the first time all that is proposed for this PC.

        On a PC that can carry none the usual sizes stay, so that the checks say why.
        """
        self.preset = preset
        if self.facts is None:
            return
        try:
            cluster = propose_cluster(self.facts, preset=preset, name=self.free_name())
        except NotEligible:
            return
        proposal = Draft(cluster)
        for place in _SIZES if self._proposed else (*_SIZES, "spec.network"):
            self.draft.set(place, proposal.get(place))
        self._proposed = True

    def judge(self) -> None:
        """Judge what is known of the PC for the answers as they are; tells that it changed."""
        config = self.draft.config
        if self.facts is not None and config is not None:
            self.report = judge_again(self.facts, config)
            self._judged = Draft(config)
        self.changed.emit()

    @property
    def capacity(self) -> Capacity | None:
        """What the PC has; None while it is not known."""
        try:
            return read_capacity(self.facts) if self.facts is not None else None
        except NotEligible:
            return None

    def objection(self, place: str) -> str:
        """What the checks have against the answer at a place; empty for nothing.

        While another answer is wrong the last judgement holds, for what was not changed since.
        """
        if self._judged is None or self._judged.get(place) != self.draft.get(place):
            return ""
        # Checks write the place of a node as the cluster file does.
        name = re.sub(r"\.(\d+)\b", r"[\1]", place)
        for outcome in self.report.outcomes if self.report else ():
            if outcome.blocks and name in outcome.finding.evidence:
                return outcome.finding.evidence[name]
        return ""


_SIZES = (f"{NODE}.cpus", f"{NODE}.memory", f"{NODE}.dataDisk")
