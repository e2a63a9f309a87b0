"""Joining a cluster that another PC has begun: its join file, and what follows from it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDateTime, QObject, QTimeZone, Signal

from gui.texts import language, tr
from gui.viewmodels.draft import NETWORK
from gui.viewmodels.failure import Failure, explain
from gui.viewmodels.nodes import NODES
from gui.viewmodels.outside import OutsideModel
from gui.viewmodels.setup import Setup
from installer.api import EdgewrightError, join_file_head, open_join_file

JOIN = "spec.join"


class JoinModel(QObject):
    """Reads a join file and opens it; `changed` tells of either."""

    changed = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        self._outside = OutsideModel(setup)
        self.wanted = False
        self.name = ""
        self.opening = False
        self.failure: Failure | None = None
        self._data = b""
        setup.session_changed.connect(self.leave)

    @property
    def is_open(self) -> bool:
        """Whether a join file is open, so that the answers follow from it."""
        return self._setup.join is not None

    def want(self) -> None:
        """Join a cluster; its file is still to be given."""
        if not self.wanted:
            self.wanted = True
            self.changed.emit()

    def leave(self) -> None:
        """Begin a cluster of its own after all."""
        opened = self.is_open
        self.wanted, self.name, self._data, self.failure = False, "", b"", None
        if opened:
            self._setup.start_over()
        self.changed.emit()

    def read(self, path: Path) -> None:
        """Take a file; what it says of itself can be read without the passphrase."""
        self.failure, self.name, self._data = None, "", b""
        try:
            data = path.read_bytes()
            join_file_head(data)
            self.name, self._data = path.name, data
        except (OSError, EdgewrightError) as error:
            self.failure = explain(error)
        self.changed.emit()

    @property
    def has_file(self) -> bool:
        """Whether there is a file to open."""
        return bool(self._data)

    def open(self, passphrase: str) -> None:
        """Open the file; that takes half a second on purpose, in a thread of its own."""
        if self._data and not self.opening:
            self.opening, self.failure = True, None
            self.changed.emit()
            self._setup.work.start(self._open(passphrase), "open a join file", failed=self._failed)

    async def _open(self, passphrase: str) -> None:
        join = await self._setup.work.long_enough(
            asyncio.to_thread(open_join_file, self._data, passphrase)
        )
        self.opening = False
        nodes = [dict(node) for node in self._setup.draft.get(NODES)]
        names = _free_names(join.cluster, set(join.members), len(nodes))
        changed: list[dict[str, Any]] = [
            node | {"name": name, "role": join.role}
            for node, name in zip(nodes, names, strict=True)
        ]
        self._setup.join = join
        self._setup.change_all(
            {
                JOIN: True,
                "metadata.name": join.cluster,
                "spec.distribution": join.distribution,
                NODES: changed,
                f"{NETWORK}.podCidr": join.pod_cidr,
                f"{NETWORK}.serviceCidr": join.service_cidr,
            }
        )
        # Other PCs reach the nodes only in the network around this PC.
        self._outside.turn(on=True)
        self.failure = self._outside.failure
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.opening, self.failure = False, explain(error)
        self.changed.emit()

    @property
    def sentence(self) -> str:
        """What the open file lets in, and for how long; empty while none is open."""
        join = self._setup.join
        if join is None:
            return ""
        ends = QDateTime.fromSecsSinceEpoch(int(join.expires.timestamp()), QTimeZone.utc())
        when = language.locale.toString(ends, "d MMM yyyy, HH:mm")
        return tr(
            "It lets nodes into the cluster {name} until {when} UTC", name=join.cluster, when=when
        )

    @property
    def hindrance(self) -> str:
        """Why one cannot go on; empty when one can."""
        if not self.wanted:
            return ""
        if self.failure is not None and self.is_open:
            return self.failure.what
        join, bundle = self._setup.join, self._setup.bundle
        if join is None:
            return tr("Open the join file to continue")
        if bundle is not None and bundle.manifest.kubernetes_version != join.version:
            return tr(
                "The cluster runs {theirs}, the bundle has {ours}",
                theirs=join.version,
                ours=bundle.manifest.kubernetes_version,
            )
        return ""


def _free_names(cluster: str, taken: set[str], count: int) -> list[str]:
    """Names for nodes that the cluster does not have yet."""
    names: list[str] = []
    number = 2
    while len(names) < count:
        name = f"{cluster}-node-{number}"
        if name not in taken:
            names.append(name)
        number += 1
    return names
