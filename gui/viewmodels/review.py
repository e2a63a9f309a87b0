"""The last look before anything changes: choices in groups, the plan, the answer file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.engine_words import said
from gui.texts import duration_text, size_text, tr
from gui.viewmodels.failure import Failure, explain
from gui.viewmodels.flow import PageId
from gui.viewmodels.network import NetworkModel
from gui.viewmodels.safety import ENCRYPTION, LOCAL_VOLUMES, SafetyModel
from gui.viewmodels.setup import Setup
from gui.viewmodels.sizes_text import sizes_text
from installer.api import EdgeCluster, PhaseInfo, commented_yaml, write_private


@dataclass(frozen=True, slots=True)
class Group:
    """Choices of one page, as names and values."""

    page: PageId
    title: str
    rows: tuple[tuple[str, str], ...]


class ReviewModel(QObject):
    """Shows everything once more, and asks the engine for its plan."""

    changed = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        self._network, self._safety = NetworkModel(setup), SafetyModel(setup)
        self.phases: tuple[PhaseInfo, ...] = ()
        self.failure: Failure | None = None
        self.dry_run = ""
        setup.changed.connect(self._outdated)

    def enter(self) -> None:
        """The page is shown: make the plan."""
        if not self.phases:
            self._setup.work.start(self._plan(), "make the plan", failed=self._failed)

    def try_dry(self) -> None:
        """Look at the PC once more and walk through the plan, changing nothing."""
        self._setup.work.start(self._try(), "dry run", failed=self._failed)

    async def _plan(self) -> None:
        if self._setup.must_look_again:
            # Nobody has asked yet whether the addresses of the nodes are taken.
            await self._setup.look()
        config = self._setup.draft.config
        if config is not None:
            self.failure = None
            self.phases = await self._setup.session.plan(config)
            self.changed.emit()

    async def _try(self) -> None:
        self.dry_run = tr("Looking at this PC and the bundle once more")
        self.changed.emit()
        await self._setup.find_bundle()
        await self._setup.work.long_enough(self._setup.look())
        await self._plan()
        report = self._setup.report
        count = sum(len(phase.steps) for phase in self.phases)
        if report is not None and not report.blocking():
            text = tr("Dry run: all {count} steps can start. Nothing was changed.", count=count)
        else:
            text = tr("Dry run: something has to change first. See Check this PC.")
        self.dry_run = text
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.failure, self.dry_run = explain(error), ""
        self.changed.emit()

    def _outdated(self) -> None:
        self.phases, self.dry_run = (), ""
        self.changed.emit()

    @property
    def groups(self) -> tuple[Group, ...]:
        """Every choice, by the page on which it is made."""
        config = self._setup.draft.config
        if config is None:
            return ()
        network = config.spec.network
        bundle = self._setup.bundle
        version = bundle.manifest.kubernetes_version if bundle else config.spec.version or ""
        return (
            Group(
                PageId.RUN,
                tr("What to run"),
                (
                    (tr("Kubernetes"), f"{config.spec.distribution} {version}".strip()),
                    (tr("Name"), config.name),
                ),
            ),
            Group(
                PageId.RESOURCES,
                tr("Resources"),
                tuple(
                    (node.name, sizes_text(node.cpus, node.memory, node.data_disk))
                    for node in config.spec.nodes
                ),
            ),
            Group(
                PageId.NETWORK,
                tr("Network"),
                (
                    *self._node_rows(config),
                    (tr("Pods, services"), f"{network.pod_cidr}, {network.service_cidr}"),
                    (tr("DNS servers"), self._network.text("dns") or tr("Those of this PC")),
                    (tr("Proxy"), self._network.text("proxy") or tr("None")),
                ),
            ),
            Group(PageId.SAFETY, tr("Safety"), self._safety_rows()),
        )

    def _node_rows(self, config: EdgeCluster) -> tuple[tuple[str, str], ...]:
        network, nodes = config.spec.network, config.spec.nodes
        if network.external is not None:
            where = tr("Your network, by {adapter}", adapter=network.external.adapter)
            addresses = ", ".join(str(node.address) for node in nodes)
            return ((tr("Nodes"), where), (tr("Node address"), addresses))
        if len(nodes) > 1:
            addresses = ", ".join(str(config.spec.peer_address(node)) for node in nodes)
            return ((tr("Nodes"), tr("Inside this PC")), (tr("Node address"), addresses))
        return ((tr("Node address"), str(network.node_address(0))),)

    def _safety_rows(self) -> tuple[tuple[str, str], ...]:
        starts = self._safety.is_on("spec.autostart")
        rows = [(tr("Start with this PC"), tr("Yes") if starts else tr("No"))]
        sealed = self._safety.is_on(ENCRYPTION)
        rows.append((tr("Encrypt secrets"), tr("Yes") if sealed else tr("No")))
        volumes = self._safety.is_on(LOCAL_VOLUMES)
        rows.append((tr("Local volumes"), tr("Yes") if volumes else tr("No")))
        shares = [
            self._safety.shares.text(item.index, "name") for item in self._safety.shares.items
        ]
        rows.append((tr("Shared folders"), ", ".join(shares) or tr("None")))
        rows.append((tr("Time zone"), self._safety.time_zone))
        return tuple(rows)

    @property
    def plan_time(self) -> str:
        """How long the installation usually takes on this PC."""
        total = sum(max(step.usual for step in phase.steps) for phase in self.phases)
        return tr("about {time}", time=duration_text(total)) if total else ""

    @property
    def plan_rows(self) -> tuple[tuple[str, str], ...]:
        """The steps in order, with their usual times."""
        return tuple(
            (said(step.title), duration_text(step.usual))
            for phase in self.phases
            for step in phase.steps
        )

    @property
    def sizes(self) -> tuple[str, ...]:
        """How much is read from the bundle and written to the disk, in sentences."""
        bundle, config = self._setup.bundle, self._setup.draft.config
        if bundle is None or config is None:
            return ()
        total = sum(file.size for file in bundle.manifest.files)
        disk = size_text(sum(node.data_disk for node in config.spec.nodes))
        return (
            tr("Nothing is downloaded: the bundle of {size} has it all.", size=size_text(total)),
            tr("Data disks may grow to {size}.", size=disk),
            tr("Everything can be undone until the last step is finished."),
        )

    @property
    def hindrance(self) -> str:
        """Why one cannot install; empty when one can."""
        if self._setup.draft.config is None:
            return tr("An answer needs a correction")
        report = self._setup.report
        if report is None:
            return tr("Check this PC first")
        blocking = report.blocking()
        return tr("{title}: fix needed", title=said(blocking[0].check.title)) if blocking else ""

    def save_answers(self, path: Path) -> None:
        """Write the answer file; raises OSError."""
        config = self._setup.draft.config
        if config is not None:
            write_private(path, commented_yaml(config).encode(), mode=0o644)
