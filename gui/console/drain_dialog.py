"""Moves all pods off a node: what is asked before, and the live account of it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from gui.console.account import Account
from gui.console.question import ConsoleDialog
from gui.texts import tr
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.deeds import LongDeed
from gui.widgets.buttons import button

_WIDTH = 560


class DrainDialog(ConsoleDialog):
    """Closing it while it runs stops the waiting; the node stays closed, as the text says."""

    def __init__(self, parent: QWidget, model: ConsoleModel, node: str) -> None:
        super().__init__(
            parent,
            tr("Move all pods off {node}?", node=node),
            tr(
                "The node takes no new pods, and its pods are started elsewhere where there is "
                "room. Pods that belong to the node itself stay."
            ),
            width=_WIDTH,
        )
        self.setObjectName("drain")
        self._model, self._node = model, node
        self._deed = LongDeed(model.work)
        self._local = QCheckBox(tr("Also pods that keep &data on this node; that data is lost"))
        self._local.setObjectName("drain-local")
        self._alone = QCheckBox(tr("Also pods that nothing starts &again"))
        self._alone.setObjectName("drain-alone")
        for box in (self._local, self._alone):
            self.body.addWidget(box)
        self.body.addWidget(Account(self._deed))
        self._go = button(tr("&Move pods off"), "primary")
        self._go.clicked.connect(self._start)
        self.add_button(self._go, "drain-go")
        self._deed.changed.connect(self._refresh)
        self.finished.connect(self._deed.stop)

    def _start(self) -> None:
        console = self._model.console
        if console is not None:
            self._deed.drain(
                console,
                self._node,
                delete_local=self._local.isChecked(),
                force=self._alone.isChecked(),
            )

    def _refresh(self) -> None:
        running = self._deed.running
        for box in (self._local, self._alone):
            box.setEnabled(not running)
        self._go.setEnabled(not running and not self._deed.done)
        self.leave.setText(tr("&Stop waiting") if running else tr("&Close"))
