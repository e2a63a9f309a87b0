"""Review: everything once more, the plan, the answer file, a dry run."""

from __future__ import annotations

from functools import partial

from gui.texts import tr
from gui.viewmodels.review import Group, ReviewModel
from gui.viewmodels.wizard import WizardModel
from gui.widgets.buttons import button
from gui.widgets.cards import Banner, Card
from gui.widgets.layouts import hbox, line, row, vbox
from gui.widgets.rows import key_values
from gui.widgets.text import Icon, Text
from gui.wizard.page import WizardPage, clear
from gui.wizard.save_dialog import ask_to_save


class ReviewPage(WizardPage):
    """Choices at the left with links to where they are made, the plan at the right."""

    def __init__(self, model: WizardModel) -> None:
        save = button(tr("&Save answer file…"), icon_name="floppy-disk")
        dry = button(tr("&Dry run"), icon_name="play")
        save.setObjectName("save-answers")
        dry.setObjectName("dry-run")
        lead = tr("Nothing has been changed yet. Check the choices, then install.")
        super().__init__(tr("Review"), lead, actions=(save, dry), width=980)
        self._model: ReviewModel = model.review
        self._top = vbox(gap=12)
        self.add(self._top)
        self._left, self._right = vbox(gap=12), vbox()
        main = hbox(gap=12)
        main.addLayout(self._left, 1)
        main.addLayout(self._right, 1)
        self.add(main, None)
        self._shown: object = None
        save.clicked.connect(self._ask_path)
        dry.clicked.connect(self._model.try_dry)
        self._model.changed.connect(self.refresh_soon)

    def refresh(self) -> None:
        """Show choices and plan."""
        state = (
            self._model.groups,
            self._model.phases,
            self._model.dry_run,
            self._model.failure,
            self._model.hindrance,
        )
        if state == self._shown:
            return
        self._shown = state
        for layout in (self._top, self._left, self._right):
            clear(layout)
        self._add_messages()
        for group in self._model.groups:
            self._left.addWidget(self._card(group))
        self._left.addStretch(1)
        self._right.addWidget(self._plan())
        self._right.addStretch(1)

    def _add_messages(self) -> None:
        failure = self._model.failure
        if failure is not None:
            self._top.addWidget(Banner("fail", failure.what, failure.advice))
        if self._model.dry_run:
            state = "warn" if self._model.hindrance else "info"
            self._top.addWidget(Banner(state, self._model.dry_run))

    def _card(self, group: Group) -> Card:
        edit = button(tr("Edit"), "link", name=tr("Edit {title}", title=group.title))
        edit.setObjectName(f"edit-{group.page}")
        edit.clicked.connect(partial(self.asked_for.emit, group.page))
        card = Card(margins=(16, 8, 8, 12), gap=4)
        card.add(row(Text(group.title, "strong"), None, edit), key_values(group.rows, 130))
        return card

    def _plan(self) -> Card:
        card = Card(margins=(16, 12, 16, 12), gap=0)
        when = Text(self._model.plan_time, "small_strong", "text2")
        card.add(row(Text(tr("What will happen"), "section"), None, when), 6)
        for number, (title, usual) in enumerate(self._model.plan_rows, start=1):
            place = Text(str(number), "caption_strong", "text3")
            place.setFixedWidth(20)
            cells = (place, (Text(title, "small", wrap=True), 1), Text(usual, "small", "text2"))
            card.add(row(*cells, gap=8, margins=(0, 4, 0, 4)))
        if self._model.sizes:
            card.add(6, line(), 6)
        for sentence in self._model.sizes:
            words = Text(sentence, "small", "text2", wrap=True)
            card.add(row(Icon("info", 16), (words, 1), gap=8, margins=(0, 3, 0, 3)))
        return card

    def _ask_path(self) -> None:
        ask_to_save(
            self,
            tr("Save the answers"),
            {"yaml": "YAML"},
            self._model.save_answers,
            self._top,
        )
