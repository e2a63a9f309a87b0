"""Network: fields that are judged while they are typed, and a picture of what they mean."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit

from gui.texts import tr
from gui.viewmodels.network import FIELDS, NetworkModel
from gui.viewmodels.wizard import WizardModel
from gui.widgets.buttons import button
from gui.widgets.cards import Banner, Card
from gui.widgets.field import Field
from gui.widgets.layouts import hbox, row, vbox
from gui.widgets.text import Text
from gui.wizard.net_diagram import NetDiagram
from gui.wizard.page import WizardPage, clear


class NetworkPage(WizardPage):
    """The form at the left, the picture at the right."""

    def __init__(self, model: WizardModel) -> None:
        free = button(tr("Find &free addresses"), icon_name="magnifying-glass")
        free.setObjectName("find-free")
        lead = tr("How the node is reached. The picture follows what you type.")
        super().__init__(tr("Network"), lead, actions=(free,), width=980)
        self._model: NetworkModel = model.network
        self._top = vbox()
        self.add(self._top)
        self._fields: dict[str, Field] = {}
        self._edits: dict[str, QLineEdit] = {}
        self._picture = NetDiagram()
        card = Card(margins=(16, 14, 16, 14))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        for index, info in enumerate(FIELDS):
            edit = QLineEdit()
            edit.setObjectName(f"field-{info.key}")
            edit.textEdited.connect(partial(self._model.type, info.key))
            field = Field(tr(info.label), edit, tr(info.help), optional=info.optional)
            grid.addWidget(field, index // 2, index % 2, Qt.AlignmentFlag.AlignTop)
            self._fields[info.key], self._edits[info.key] = field, edit
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        card.add(grid)
        main = hbox(gap=20)
        left = vbox(gap=12)
        left.addWidget(card)
        left.addWidget(
            Text(
                tr(
                    "The node sits behind this PC and gets its addresses by itself. "
                    "Nothing on your network has to change."
                ),
                "small",
                "text2",
                wrap=True,
            )
        )
        left.addStretch(1)
        main.addLayout(left, 10)
        main.addWidget(self._picture, 6, Qt.AlignmentFlag.AlignTop)
        self.add(main, None)
        free.clicked.connect(self._model.find_free)
        self._model.changed.connect(self.refresh_soon)

    def refresh(self) -> None:
        """Show values, problems and the picture."""
        clear(self._top)
        if self._model.failure is not None:
            failure = self._model.failure
            self._top.addLayout(row((Banner("fail", failure.what, failure.advice), 1)))
        for key, field in self._fields.items():
            edit, text = self._edits[key], self._model.text(key)
            # What is being typed stays as it is typed: a comma more is no other value.
            if not edit.hasFocus() and edit.text() != text:
                edit.setText(text)
            problem = self._model.problem(key)
            field.show_problem(problem)
        wrong = {key for key in self._fields if self._model.problem(key)}
        self._picture.show_addresses(self._model.addresses, wrong)
