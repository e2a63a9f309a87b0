"""Makes a volume claim larger, and follows it until it is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.console.account import Account
from gui.console.question import ConsoleDialog
from gui.texts import number_text, tr
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.deeds import LongDeed
from gui.widgets.buttons import SpinBox, button
from gui.widgets.field import Field
from installer.api import GIB
from installer.api.console import Ref, Row

# More than any disk of an edge PC; the class and the server have the last word.
_MOST_GB = 65_536


class ExpandDialog(ConsoleDialog):
    """The size that is proposed is the next whole GB."""

    def __init__(self, parent: QWidget, model: ConsoleModel, ref: Ref, row: Row) -> None:
        super().__init__(
            parent,
            tr("Make {name} larger?", name=ref.name),
            tr("A volume can grow and never shrink. What is in it stays."),
        )
        self.setObjectName("expand")
        self._model, self._ref = model, ref
        self._deed = LongDeed(model.work)
        now = row.facts.requested if row.facts is not None else 0
        least = int(now // GIB) + 1
        self._size = SpinBox(least, _MOST_GB, least, suffix=" GB")
        self._size.setObjectName("expand-size")
        have = tr("Now {size} GB", size=number_text(now / GIB))
        self.body.addWidget(Field(tr("New &size"), self._size, have))
        self.body.addWidget(Account(self._deed))
        self._go = button(tr("&Make larger"), "primary")
        self._go.clicked.connect(self._start)
        self.add_button(self._go, "expand-go")
        self._deed.changed.connect(self._refresh)
        self.finished.connect(self._deed.stop)

    def _start(self) -> None:
        console = self._model.console
        if console is not None:
            self._deed.expand(console, self._ref, f"{self._size.value()}Gi")

    def _refresh(self) -> None:
        running = self._deed.running
        self._size.setEnabled(not running and not self._deed.done)
        self._go.setEnabled(not running and not self._deed.done)
        self.leave.setText(tr("&Stop waiting") if running else tr("&Close"))
