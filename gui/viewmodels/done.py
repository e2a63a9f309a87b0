"""What was made and how to reach it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.engine_words import said
from gui.texts import tr
from gui.viewmodels.failure import Failure, explain
from gui.viewmodels.install import InstallModel
from gui.viewmodels.setup import Setup
from installer.api import (
    MIN_PASSPHRASE,
    ClusterStatus,
    cluster_status,
    merge_kubeconfig,
    save_recovery_kit,
)

# The usual ending of a recovery kit's name.
ENDING = "recovery"


def passphrase_problem(passphrase: str) -> str:
    """Why a passphrase is too easy to find out; empty when it is not."""
    if len(passphrase) >= MIN_PASSPHRASE:
        return ""
    return tr("{count} characters more, please", count=MIN_PASSPHRASE - len(passphrase))


class DoneModel(QObject):
    """Asks the finished cluster how it is."""

    changed = Signal()

    def __init__(self, setup: Setup, install: InstallModel) -> None:
        super().__init__()
        self._setup, self._install = setup, install
        self.status: ClusterStatus | None = None
        self.failure: Failure | None = None
        self.merged = ""
        self.saving = False
        self.saved = ""

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

    def save_kit(self, path: Path, passphrase: str) -> None:
        """Write the recovery kit to a file, sealed with a passphrase."""
        if not self.saving:
            self.saving, self.failure, self.saved = True, None, ""
            self.changed.emit()
            self._setup.work.start(
                self._save_kit(path, passphrase), "save the recovery kit", failed=self._failed
            )

    async def _save_kit(self, path: Path, passphrase: str) -> None:
        await save_recovery_kit(self._setup.session, self._install.cluster, path, passphrase)
        self.saving, self.saved = False, str(path)
        self.changed.emit()

    @property
    def has_console(self) -> bool:
        """Whether there is a console to open; it finds the cluster by its access file."""
        return self._setup.options.open_console is not None and not self._setup.simulate

    def open_console(self) -> None:
        """Open the console on this cluster."""
        show = self._setup.options.open_console
        if show is not None and self.status is not None:
            show(Path(self.status.kubeconfig))

    def _failed(self, error: BaseException) -> None:
        self.failure, self.saving = explain(error), False
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
            missing = ", ".join(map(said, status.missing))
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
            (tr("Node"), ", ".join(f"{n.name} ({said(n.power)})" for n in status.nodes)),
            (tr("Access file"), status.kubeconfig),
            (tr("Try it"), self.command),
        )

    @property
    def command(self) -> str:
        """A command that shows that it works."""
        path = self.status.kubeconfig if self.status else ""
        return f"kubectl --kubeconfig {path} get nodes"
