"""Creates or changes objects from a file: its text, what it would do, and only then does it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from gui.console.editing_banners import editing_banners
from gui.console.question import ConsoleDialog
from gui.texts import tr
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.editing import Editing, Stage
from gui.widgets.buttons import button
from gui.widgets.code_view import CodeView, DiffView
from gui.widgets.layouts import clear, vbox

_WIDTH, _HEIGHT = 760, 340
# No manifest of a person is longer; a picture by mistake would stop the window.
_MOST_BYTES = 4 * 2**20


class ApplyDialog(ConsoleDialog):
    """The text can be changed before it is tried."""

    def __init__(self, parent: QWidget, model: ConsoleModel, text: str) -> None:
        lead = tr("First it is tried without changing anything, and you see what would happen.")
        super().__init__(parent, tr("Create or change from a file"), lead, width=_WIDTH)
        self.setObjectName("apply")
        self.editing = Editing(model)
        self._said = vbox(gap=6)
        self.body.addLayout(self._said)
        self._text, self._diff = CodeView(tr("Text of the file")), DiffView(tr("What would change"))
        self._text.setObjectName("apply-text")
        self._diff.setObjectName("apply-diff")
        self._text.setPlainText(text)
        self._stack = QStackedWidget()
        self._stack.setFixedHeight(_HEIGHT)
        self._stack.addWidget(self._text)
        self._stack.addWidget(self._diff)
        self.body.addWidget(self._stack)
        self._go = button(tr("&Try first"), "primary")
        self._go.clicked.connect(self._go_on)
        self.add_button(self._go, "apply-go")
        self.editing.changed.connect(self._refresh)
        self.editing.applied.connect(self.accept)
        self.editing.begin()

    def _go_on(self) -> None:
        if self.editing.stage is Stage.WRITING:
            self.editing.try_out(self._text.toPlainText())
        else:
            self.editing.send(force=self.editing.conflicts)

    def _refresh(self) -> None:
        editing, stage = self.editing, self.editing.stage
        tried = stage in (Stage.TRIED, Stage.SENDING)
        self._text.set_writable(on=stage is Stage.WRITING)
        if tried:
            self._diff.setPlainText(editing.diff or tr("Nothing would change."))
        self._stack.setCurrentWidget(self._diff if tried else self._text)
        words = tr("&Take over and apply") if editing.conflicts else tr("&Apply")
        self._go.setText(words if tried else tr("&Try first"))
        busy = stage in (Stage.TRYING, Stage.SENDING)
        self._go.setEnabled(not busy and not (stage is Stage.TRIED and not editing.diff))
        clear(self._said)
        for banner in editing_banners(editing):
            self._said.addWidget(banner)

    def reject(self) -> None:
        """From what would happen back to the text, and from there out."""
        if self.editing.stage is Stage.TRIED:
            self.editing.back()
        else:
            super().reject()


def ask_for_file(parent: QWidget, model: ConsoleModel) -> None:
    """Choose a file and open the dialog for it."""
    dialog = QFileDialog(parent, tr("Create or change from a file"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([tr("Kubernetes objects (*.yaml *.yml *.json)"), tr("All files (*)")])
    dialog.fileSelected.connect(lambda path: open_file(parent, model, Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def open_file(parent: QWidget, model: ConsoleModel, path: Path) -> None:
    """Open the dialog for a file; one that cannot be read is told."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        words = tr("{path} could not be read: {why}", path=path, why=error)
        model.notices.tell(words, "fail")
        return
    if len(data) > _MOST_BYTES:
        model.notices.tell(tr("{path} is too large for this", path=path), "fail")
        return
    ApplyDialog(parent, model, text).open()
