"""The text of an object: read, copied, changed; a change is tried before it is sent."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.console.editing_banners import editing_banners
from gui.texts import tr
from gui.viewmodels.console.detail import DetailModel
from gui.viewmodels.console.editing import Editing, Stage
from gui.widgets.buttons import button
from gui.widgets.code_view import CodeView, DiffView
from gui.widgets.layouts import clear, hbox, vbox
from gui.widgets.text import Text


class YamlTab(QWidget):
    """What is written is kept while the panel follows no other object."""

    def __init__(self, detail: DetailModel) -> None:
        super().__init__()
        self._detail = detail
        self.editing = Editing(detail.console)
        self._uid, self._stage = "", Stage.READING
        self._text = CodeView(tr("Text of the object"))
        self._text.setObjectName("yaml")
        self._diff = DiffView(tr("What would change"))
        self._diff.setObjectName("diff")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._text)
        self._stack.addWidget(self._diff)
        layout = vbox(self, gap=8)
        self._above = vbox(gap=6)
        layout.addLayout(self._above)
        layout.addWidget(self._stack, 1)
        line = hbox(gap=8)
        self._said = Text("", "caption", "text3", wrap=True)
        line.addWidget(self._said, 1)
        self._copy = button("", "ghost", "copy", small=True, name=tr("Copy the text"))
        self._copy.setObjectName("yaml-copy")
        self._back = button(tr("Go &back"), small=True)
        self._back.setObjectName("yaml-back")
        self._next = button(tr("&Change…"), small=True)
        self._next.setObjectName("yaml-next")
        for made in (self._copy, self._back, self._next):
            line.addWidget(made)
        layout.addLayout(line)
        self._copy.clicked.connect(self._copy_text)
        self._back.clicked.connect(self._go_back)
        self._next.clicked.connect(self._go_on)
        self.editing.changed.connect(self._refresh)
        self.editing.applied.connect(detail.read)

    def enter(self) -> None:
        """Show the text; what is being written is not overwritten."""
        detail = self._detail
        uid = detail.row.uid if detail.row is not None else ""
        if uid != self._uid:
            self._uid = uid
            self.editing.stage = Stage.READING
            self._text.clear()
        self._refresh()

    def rest(self) -> None:
        """Nothing to stop."""

    def _hindrance(self) -> str:
        if self._detail.console.read_only:
            return tr("A saved file can only be read.")
        if self._detail.detail is None:
            return tr("Still reading")
        if not self._detail.detail.editable:
            return tr("What is secret here is not shown, so it cannot be changed here.")
        return ""

    def _refresh(self) -> None:
        stage, editing = self.editing.stage, self.editing
        whole = self._detail.detail
        if stage is Stage.READING and whole is not None and self._text.toPlainText() != whole.yaml:
            self._text.setPlainText(whole.yaml)
        elif stage is Stage.WRITING and whole is not None and self._stage is Stage.READING:
            self._text.setPlainText(whole.editable)
        self._stage = stage
        self._text.set_writable(on=stage is Stage.WRITING)
        tried = stage in (Stage.TRIED, Stage.SENDING)
        if tried:
            self._diff.setPlainText(editing.diff or tr("Nothing would change."))
        self._stack.setCurrentWidget(self._diff if tried else self._text)
        self._back.setVisible(stage is not Stage.READING)
        self._next.setText(self._next_words())
        hindrance = self._hindrance()
        busy = stage in (Stage.TRYING, Stage.SENDING)
        nothing = stage is Stage.TRIED and not editing.diff
        self._next.setEnabled(not hindrance and not busy and not nothing)
        self._next.setToolTip(hindrance)
        self._said.setText(hindrance if stage is Stage.READING else "")
        self._show_above()

    def _next_words(self) -> str:
        if self.editing.conflicts:
            return tr("&Take over and apply")
        return {
            Stage.READING: tr("&Change…"),
            Stage.WRITING: tr("&Try first"),
            Stage.TRYING: tr("Trying"),
            Stage.TRIED: tr("&Apply"),
            Stage.SENDING: tr("Applying"),
        }[self.editing.stage]

    def _show_above(self) -> None:
        clear(self._above)
        for banner in editing_banners(self.editing):
            self._above.addWidget(banner)

    def _go_on(self) -> None:
        match self.editing.stage:
            case Stage.READING:
                self.editing.begin()
                self._text.setFocus()
            case Stage.WRITING:
                self.editing.try_out(self._text.toPlainText())
            case Stage.TRIED:
                self.editing.send(force=self.editing.conflicts)
            case _:
                pass

    def _go_back(self) -> None:
        self.editing.back()

    def _copy_text(self) -> None:
        shown = self._stack.currentWidget()
        text = self._diff.toPlainText() if shown is self._diff else self._text.toPlainText()
        QGuiApplication.clipboard().setText(text)
