"""What was made and how to reach it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.texts import tr
from gui.viewmodels.failure import Failure, explain
from gui.viewmodels.install import InstallModel
from gui.viewmodels.setup import Setup
from installer.api import ClusterStatus, cluster_status, merge_kubeconfig


class DoneModel(QObject):
    """Asks the finished cluster how it is."""

    changed = Signal()

    def __init__(self, setup: Setup, install: InstallModel) -> None:
        super().__init__()
        self._setup, self._install = setup, install
        self.status: ClusterStatus | None = None
        self.failure: Failure | None = None
        self.merged = ""

    def enter(self) -> None:
        """The page is shown: look at the cluster."""
        self._setup.work.start(self._look(), "look at the cluster", failed=self._failed)

    async def _look(self) -> None:
        self.failure = None
        self.status = await cluster_status(self._setup.session, self._install.cluster)
        self.changed.emit()

    @property
    def may_merge(self) -> bool:
        """Whether the access file can go into the user's own; a simulated one never does."""
        return not self._setup.simulate and not self.merged

    def merge(self) -> None:
        """Add the cluster to the user's own kubeconfig."""
        self._setup.work.start(self._merge(), "merge the kubeconfig", failed=self._failed)

    async def _merge(self) -> None:
        path, context = await merge_kubeconfig(self._setup.session, self._install.cluster)
        self.merged = tr("Added to {path} as {context}", path=path, context=context)
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.failure = explain(error)
        self.changed.emit()

    @property
    def cluster(self) -> str:
        """The name of the cluster."""
        return self._install.cluster

    @property
    def sentence(self) -> str:
        """What was made, in one sentence."""
        status = self.status
        if status is None:
            return tr("Looking at the cluster")
        if not status.ready:
            missing = ", ".join(status.missing)
            return tr(
                "{name} is installed and not ready yet: {missing}",
                name=status.name,
                missing=missing,
            )
        if len(status.nodes) == 1:
            return tr("{name} is running with 1 node.", name=status.name)
        return tr(
            "{name} is running with {count} nodes.", name=status.name, count=len(status.nodes)
        )

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """How to reach it, as names and values."""
        status = self.status
        if status is None:
            return ()
        config = self._setup.session.look(status.name).config()
        return (
            (tr("Address"), f"https://127.0.0.1:{config.spec.network.api_port}"),
            (tr("Kubernetes"), status.kubernetes),
            (tr("Node"), ", ".join(f"{node.name} ({node.power})" for node in status.nodes)),
            (tr("Access file"), status.kubeconfig),
            (tr("Try it"), self.command),
        )

    @property
    def command(self) -> str:
        """A command that shows that it works."""
        path = self.status.kubeconfig if self.status else ""
        return f"kubectl --kubeconfig {path} get nodes"
