"""The log of one pod, or of several at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from gui.texts import tr
from gui.theme.icons import icon
from gui.viewmodels.console.detail import DetailModel
from gui.viewmodels.console.logs import MOST_LINES, LogsModel
from gui.widgets.buttons import button
from gui.widgets.layouts import hbox, vbox
from gui.widgets.log_view import LogView
from gui.widgets.text import Text
from installer.api.console import LogLine, LogTarget


class LogsTab(QWidget):
    """Container, options and search above; the lines; what is to be known about them below."""

    def __init__(self, detail: DetailModel) -> None:
        super().__init__()
        self._detail = detail
        self.model = LogsModel()
        self._container = QComboBox()
        self._container.setObjectName("log-container")
        self._container.setAccessibleName(tr("Container"))
        self._find = QLineEdit()
        self._find.setObjectName("log-find")
        self._find.setPlaceholderText(tr("Search the log"))
        self._find.setAccessibleName(tr("Search the log"))
        self._find.addAction(
            icon("magnifying-glass", "text3"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.lines = LogView(tr("Log"), MOST_LINES)
        self.lines.setObjectName("log-lines")
        self._said = Text("", "caption", "text3", wrap=True)
        self._said.setObjectName("log-said")
        layout = vbox(self, gap=6)
        top = hbox(gap=6)
        top.addWidget(self._container, 1)
        top.addWidget(self._find, 1)
        save = button("", "ghost", "download-simple", small=True, name=tr("Save the log…"))
        save.setObjectName("log-save")
        save.clicked.connect(self._save)
        top.addWidget(save)
        layout.addLayout(top)
        layout.addLayout(self._options())
        layout.addWidget(self.lines, 1)
        layout.addWidget(self._said)
        self._connect()

    def _options(self) -> QHBoxLayout:
        line = hbox(gap=8)
        self.follow = self._box(tr("&Follow"), "log-follow", on=True)
        self.previous = self._box(tr("&Previous"), "log-previous")
        self.times = self._box(tr("&Times"), "log-times")
        self.wrap = self._box(tr("&Wrap"), "log-wrap")
        for box in (self.follow, self.previous, self.times, self.wrap):
            line.addWidget(box)
        line.addStretch(1)
        return line

    def _box(self, title: str, name: str, *, on: bool = False) -> QCheckBox:
        box = QCheckBox(title)
        box.setObjectName(name)
        box.setAccessibleName(title.replace("&", ""))
        box.setChecked(on)
        return box

    def _connect(self) -> None:
        model = self.model
        model.cleared.connect(self.lines.empty)
        model.arrived.connect(self._add)
        model.changed.connect(lambda: self._said.setText(model.words))
        self._container.activated.connect(lambda _: self._read())
        self._find.textChanged.connect(self.lines.find_words)
        self._find.returnPressed.connect(lambda: self.lines.find_words(self._find.text()))
        QShortcut(QKeySequence("Shift+Return"), self._find, self._find_back)
        self.follow.toggled.connect(lambda on: model.set_follow(on=on))
        self.previous.toggled.connect(lambda on: model.set_previous(on=on))
        self.times.toggled.connect(lambda on: model.set_times(on=on))
        self.wrap.toggled.connect(lambda on: self.lines.set_wrapped(on=on))

    def enter(self) -> None:
        """Read the logs of what is shown."""
        if not self.isVisibleTo(self.window()):
            return
        names = self._containers()
        if [self._container.itemText(n) for n in range(self._container.count())] != names:
            self._container.clear()
            self._container.addItems(names)
        self._read()

    def rest(self) -> None:
        """Read no more; what was read stays until something else is shown."""
        self.model.stop()

    def _containers(self) -> list[str]:
        rows = self._detail.rows
        if len(rows) == 1 and rows[0].facts is not None:
            return list(rows[0].facts.containers)
        return [tr("All containers")]

    def _targets(self) -> list[LogTarget]:
        rows = self._detail.rows
        if len(rows) == 1:
            name = self._container.currentText()
            return [LogTarget(rows[0].namespace, rows[0].name, name)]
        return [
            LogTarget(row.namespace, row.name, container)
            for row in rows
            for container in (row.facts.containers if row.facts is not None else ("",))
        ]

    def _read(self) -> None:
        console = self._detail.console.console
        if console is None:
            self._said.setText(tr("A saved file has no logs to read."))
            return
        self.model.read(console, self._targets())

    def _add(self, lines: list[LogLine]) -> None:
        self.lines.add((line.severity.value, self.model.text_of(line)) for line in lines)

    def _find_back(self) -> None:
        self.lines.find_words(self._find.text(), backwards=True)

    def _save(self) -> None:
        row = self._detail.row
        dialog = QFileDialog(self, tr("Save the log"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("log")
        dialog.selectFile(f"{row.name}.log" if row is not None else "pods.log")
        dialog.fileSelected.connect(lambda path: self.write(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the lines into a file, and say how that went."""
        notices = self._detail.console.notices
        try:
            self.model.save(path)
        except OSError as error:
            notices.tell(tr("{path} could not be written: {why}", path=path, why=error), "fail")
        else:
            notices.tell(tr("Saved as {path}", path=path))
