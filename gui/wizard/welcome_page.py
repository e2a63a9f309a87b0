"""Welcome: how to begin."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QComboBox, QFileDialog, QGridLayout

from gui.texts import language, languages, tr
from gui.viewmodels.flow import Start
from gui.viewmodels.wizard import WizardModel
from gui.widgets.buttons import button
from gui.widgets.cards import Banner, Card, ChoiceCard
from gui.widgets.field import Field
from gui.widgets.layouts import column, hbox, row, vbox
from gui.widgets.marks import Mark
from gui.widgets.text import Text
from gui.wizard.confirm import ask_undo
from gui.wizard.page import WizardPage, clear

if TYPE_CHECKING:
    from gui.viewmodels.answers import AnswerFile

_ICONS = {
    Start.NEW: "rocket-launch",
    Start.FILE: "file-text",
    Start.CONTINUE: "clock-counter-clockwise",
    Start.DEMO: "play-circle",
}
_FILTER = "*.yaml *.yml *.json"


class WelcomePage(WizardPage):
    """Cards for the ways to begin, and below them what the chosen one needs."""

    def __init__(self, model: WizardModel) -> None:
        super().__init__(
            tr("Set up an edge node"),
            tr(
                "Edgewright turns a PC into a small Kubernetes cluster. "
                "Nothing changes until you press Install now."
            ),
        )
        self._wizard, self._model = model, model.welcome
        self.section(tr("How do you want to start?"))
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._cards: dict[Start, ChoiceCard] = {}
        self.add(self._grid)
        self._details = vbox(gap=12)
        self.add(self._details)
        self.add(self._language_field(), None)
        self._shown: object = None
        self._model.changed.connect(self.refresh_soon)

    def refresh(self) -> None:
        """Show the ways that there are, and what the chosen one needs."""
        if tuple(self._cards) != self._model.starts:
            self._make_cards()
        self._cards[self._model.start].setChecked(True)
        state = (
            self._model.start,
            self._model.file,
            self._model.unfinished,
            self._model.cluster,
            self._model.failure,
        )
        if state != self._shown:
            self._shown = state
            clear(self._details)
            self._show_details()

    def _make_cards(self) -> None:
        clear(self._grid)
        self._cards = {}
        self._group = QButtonGroup(self)
        for index, start in enumerate(self._model.starts):
            title, text = self._words(start)
            card = ChoiceCard(title, text, _ICONS[start])
            card.setObjectName(f"start-{start}")
            self._group.addButton(card)
            card.setChecked(start is self._model.start)
            card.toggled.connect(partial(self._choose, start))
            self._grid.addWidget(card, index // 2, index % 2)
            self._cards[start] = card

    def _choose(self, start: Start, on: bool) -> None:  # noqa: FBT001 - the signal's own form
        if on:
            self._model.choose(start)

    def _words(self, start: Start) -> tuple[str, str]:
        return {
            Start.NEW: (
                tr("New setup"),
                tr("Answer a few questions. Good defaults are filled in for you."),
            ),
            Start.FILE: (
                tr("Use an answer file"),
                tr("Choices that were prepared for you, also a file of AKS Edge Essentials."),
            ),
            Start.CONTINUE: (
                tr("Continue an installation"),
                " ".join(self._model.describe(status) for status in self._model.unfinished),
            ),
            Start.DEMO: (
                tr("Try it on a simulated PC"),
                tr("Everything works as in earnest, and nothing is changed on this PC."),
            ),
        }[start]

    def _show_details(self) -> None:
        if self._model.failure is not None:
            failure = self._model.failure
            self._details.addWidget(Banner("fail", failure.what, failure.advice))
        match self._model.start:
            case Start.FILE:
                self._show_file()
            case Start.CONTINUE:
                self._show_unfinished()
            case Start.DEMO:
                self._details.addWidget(self._demo_field())

    def _show_file(self) -> None:
        choose = button(tr("Choose a &file…"), icon_name="folder-open")
        choose.setObjectName("choose-file")
        choose.clicked.connect(self._ask_file)
        self._details.addLayout(row(choose, None))
        if self._model.file is not None:
            self._details.addWidget(_report(self._model.file))

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, tr("Choose an answer file"))
        dialog.setNameFilter(tr("Answer files ({endings})", endings=_FILTER))
        dialog.fileSelected.connect(lambda path: self._model.read(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_unfinished(self) -> None:
        card = Card()
        if len(self._model.unfinished) > 1:
            box = QComboBox()
            box.setObjectName("unfinished")
            box.addItems([status.name for status in self._model.unfinished])
            box.setCurrentText(self._model.cluster)
            box.currentTextChanged.connect(self._model.choose_cluster)
            card.add(Field(tr("&Which one"), box))
        undo = button(tr("&Undo it…"), "danger")
        undo.setObjectName("undo-unfinished")
        undo.clicked.connect(self._ask_undo)
        words = Text(tr("Or take away everything that it made on this PC."), "body", "text2")
        card.add(row(words, None, undo))
        self._details.addWidget(card)

    def _ask_undo(self) -> None:
        ask_undo(self.window(), self._model.cluster, self._wizard.undo_unfinished)

    def _demo_field(self) -> Field:
        box = QComboBox()
        box.setObjectName("demo-pc")
        for name, title in self._model.demo_pcs:
            box.addItem(title, name)
        box.setCurrentIndex(box.findData(self._model.demo_pc))
        box.activated.connect(lambda index: self._model.choose_demo(box.itemData(index)))
        box.setMaximumWidth(460)
        return Field(tr("Simulated &PC"), box)

    def _language_field(self) -> Field:
        box = QComboBox()
        box.setObjectName("language")
        for code, name in languages().items():
            box.addItem(name, code)
        box.setCurrentIndex(max(0, box.findData(language.code)))
        box.activated.connect(lambda index: language.use(box.itemData(index)))
        box.setFixedWidth(220)
        return Field(tr("&Language"), box)


def _report(file: AnswerFile) -> Card:
    """What an answer file holds and what is to be known about it."""
    card = Card(gap=8)
    state = "ok" if file.cluster is not None else "fail"
    card.add(row(Mark(state, 20), (Text(file.headline, "strong", wrap=True), 1), gap=10))
    for entry in file.entries:
        words = [Text(entry.text, "small", "text", wrap=True)]
        if entry.place and entry.place != "$":
            words.insert(0, Text(entry.place, "mono", "text3"))
        line = hbox(None, (0, 2, 0, 2), 10)
        mark = vbox()
        mark.addWidget(Mark(entry.state, 16))
        mark.addStretch(1)
        line.addLayout(mark)
        line.addLayout(column(*words, gap=1), 1)
        card.add(line)
    return card
