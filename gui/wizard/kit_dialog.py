"""Asks for the passphrase of a recovery kit and for its file; blocks nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from gui.texts import tr
from gui.viewmodels.done import ENDING, passphrase_problem
from gui.widgets.buttons import button
from gui.widgets.field import Field
from gui.widgets.focus_ring import FocusRing
from gui.widgets.layouts import row, vbox
from gui.widgets.text import Text

_WIDTH = 460


class KitDialog(QDialog):
    """`save` is called with a file and a passphrase that was typed twice."""

    def __init__(self, parent: QWidget, cluster: str, save: Callable[[Path, str], None]) -> None:
        super().__init__(parent)
        self._cluster, self._save = cluster, save
        self.setObjectName("kit")
        self.setWindowTitle("Edgewright")
        title = tr("Save the recovery kit of {name}", name=cluster)
        self.setAccessibleName(title)
        self.setFixedWidth(_WIDTH)
        layout = vbox(self, (22, 20, 22, 18), 12)
        layout.addWidget(Text(title, "section", wrap=True))
        words = tr(
            "It holds the cluster file, the access file and the keys of the nodes. Whoever has it "
            "and its passphrase can do everything with the cluster. Keep them apart."
        )
        layout.addWidget(Text(words, "body", "text2", wrap=True))
        self._first, self._again = QLineEdit(), QLineEdit()
        for edit, name in ((self._first, "kit-passphrase"), (self._again, "kit-again")):
            edit.setObjectName(name)
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            edit.textChanged.connect(self._judge)
        self._field = Field(tr("&Passphrase"), self._first, tr("At least 12 characters"))
        self._field_again = Field(tr("Passphrase, &once more"), self._again)
        layout.addWidget(self._field)
        layout.addWidget(self._field_again)
        layout.addSpacing(4)
        self._go = button(tr("&Save as…"), "primary", "floppy-disk")
        self._go.setObjectName("kit-save")
        back = button(tr("Go &back"))
        back.setObjectName("kit-back")
        layout.addLayout(row(None, back, self._go, gap=10))
        self._go.clicked.connect(self._ask_path)
        back.clicked.connect(self.reject)
        self._go.setDefault(True)
        self.finished.connect(self.deleteLater)
        self._first.setFocus()
        self._ring = FocusRing(self)
        self._judge()

    def _judge(self) -> None:
        first, again = self._first.text(), self._again.text()
        problem = passphrase_problem(first)
        self._field.show_problem(problem if first else "")
        differ = tr("This differs from the first one") if again and again != first else ""
        self._field_again.show_problem(differ)
        self._go.setEnabled(not problem and first == again)

    def _ask_path(self) -> None:
        dialog = QFileDialog(self, tr("Save the recovery kit"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("Recovery kits ({endings})", endings=f"*.{ENDING}"))
        dialog.setDefaultSuffix(ENDING)
        dialog.selectFile(f"{self._cluster}.{ENDING}")
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self._save(Path(path), self._first.text())
        self.accept()
