"""The join file on the page What to run: choose it, open it with its passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from gui.texts import tr
from gui.viewmodels.join import JoinModel
from gui.widgets.buttons import button
from gui.widgets.cards import Banner, Card
from gui.widgets.field import Field
from gui.widgets.layouts import column, row, vbox
from gui.widgets.text import Text
from gui.wizard.page import clear

_PASSPHRASE_WIDTH = 320


class JoinCard(Card):
    """What is typed stays while the rest is shown anew."""

    def __init__(self, model: JoinModel) -> None:
        super().__init__(gap=10)
        self._model = model
        self._choose = button(tr("Choose a &join file…"), icon_name="folder-open")
        self._choose.setObjectName("choose-join")
        self._choose.clicked.connect(self._ask_file)
        self._name = Text("", "mono", "text2")
        self._passphrase = QLineEdit()
        self._passphrase.setObjectName("join-passphrase")
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._passphrase.setFixedWidth(_PASSPHRASE_WIDTH)
        self._passphrase.returnPressed.connect(self._open)
        help_text = tr("Whoever made the file knows it")
        self._field = Field(tr("&Passphrase of the join file"), self._passphrase, help_text)
        self._go = button(tr("&Open"))
        self._go.setObjectName("open-join")
        self._go.clicked.connect(self._open)
        self._said = vbox()
        self._shown: object = None
        self.add(row(self._choose, self._name, None, gap=12))
        self._closed = QWidget()
        self._closed.setLayout(row(self._field, column(20, self._go, None), None, gap=12))
        self.add(self._closed)
        self.add(self._said)

    def refresh(self) -> None:
        """Show the file, and what became of it."""
        model = self._model
        self._name.setText(model.name)
        waiting = model.has_file and not model.is_open
        self._closed.setVisible(waiting)
        self._go.setEnabled(not model.opening)
        state = (model.sentence, model.failure)
        if state != self._shown:
            self._shown = state
            clear(self._said)
            if model.sentence:
                self._said.addWidget(Banner("ok", model.sentence))
            if model.failure is not None:
                self._said.addWidget(Banner("fail", model.failure.what, model.failure.advice))

    def _open(self) -> None:
        self._model.open(self._passphrase.text())
        self._passphrase.clear()

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, tr("Choose a join file"))
        dialog.setNameFilter(tr("Join files ({endings})", endings="*.join *"))
        dialog.fileSelected.connect(lambda path: self._model.read(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
