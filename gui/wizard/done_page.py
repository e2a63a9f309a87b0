"""Done: what was made and how to reach it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.texts import tr
from gui.viewmodels.done import DoneModel
from gui.viewmodels.wizard import WizardModel
from gui.widgets.buttons import button
from gui.widgets.cards import Banner, Card
from gui.widgets.layouts import Item, row, vbox
from gui.widgets.marks import Mark
from gui.widgets.rows import key_values
from gui.widgets.text import Text
from gui.wizard.kit_dialog import KitDialog
from gui.wizard.page import WizardPage, clear

_MONO = ("Address", "Access file", "Try it")


class DonePage(WizardPage):
    """One sentence, how to reach the cluster, and the way out."""

    def __init__(self, model: WizardModel) -> None:
        super().__init__("", width=760, center=True)
        self._model: DoneModel = model.done
        self._wizard = model
        self.title.hide()
        self._body = vbox(gap=14)
        self.add(self._body, None)
        self._shown: object = None
        self._model.changed.connect(self.refresh_soon)

    def refresh(self) -> None:
        """Show what the cluster says of itself."""
        model = self._model
        state = (model.status, model.failure, model.merged, model.saving, model.saved)
        if state == self._shown:
            return
        self._shown = state
        clear(self._body)
        ready = model.status is not None and model.status.ready
        mark = "ok" if ready else "run" if model.status is None else "warn"
        self._body.addSpacing(24)
        self._body.addLayout(row(None, Mark(mark, 56), None))
        title = tr("Your edge node is ready") if ready else tr("Your edge node is installed")
        for text in (Text(title, "display"), Text(model.sentence, "body", "text2", wrap=True)):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._body.addWidget(text)
        if model.failure is not None:
            self._body.addWidget(Banner("fail", model.failure.what, model.failure.advice))
        if model.rows:
            card = Card(margins=(20, 14, 20, 16), gap=6)
            card.add(key_values(model.rows, 110, mono=tuple(map(tr, _MONO))))
            self._body.addWidget(card)
        if model.merged:
            self._body.addWidget(Banner("ok", model.merged))
        if model.saved:
            saved = tr("The recovery kit was saved as {path}", path=model.saved)
            advice = tr("Keep it away from this PC, and its passphrase in another place.")
            self._body.addWidget(Banner("ok", saved, advice))
        self._body.addLayout(row(None, *self._buttons(), None, gap=10))

    def _buttons(self) -> list[Item]:
        model = self._model
        close = button(tr("Close &Edgewright"), "primary")
        close.setObjectName("close")
        close.clicked.connect(lambda: self.window().close())
        buttons: list[Item] = []
        status = model.status
        if status is not None and status.kubeconfig:
            kit = button(tr("Save recovery &kit…"), icon_name="floppy-disk")
            kit.setObjectName("save-kit")
            kit.setEnabled(not model.saving)
            kit.clicked.connect(self._ask_kit)
            buttons.append(kit)
            copy = button(tr("&Copy the command"), icon_name="copy")
            copy.setObjectName("copy-command")
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(model.command))
            buttons.append(copy)
        if status is not None and model.may_merge:
            merge = button(tr("&Add to my kubeconfig"))
            merge.setObjectName("merge")
            merge.clicked.connect(model.merge)
            buttons.append(merge)
        if status is not None and status.kubeconfig and model.has_console:
            console = button(tr("&Open console"), "primary")
            console.setObjectName("open-console")
            console.clicked.connect(model.open_console)
            close.setProperty("kind", "default")
            return [*buttons, close, console]
        return [*buttons, close]

    def _ask_kit(self) -> None:
        KitDialog(self.window(), self._model.cluster, self._model.save_kit).open()
