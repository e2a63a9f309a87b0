"""Network: fields that are judged while they are typed, and a picture of what they mean."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout

from gui.texts import tr
from gui.viewmodels.network import NetworkModel
from gui.viewmodels.wizard import WizardModel
from gui.widgets.buttons import button
from gui.widgets.cards import Banner, Card, ChoiceCard
from gui.widgets.layouts import hbox, row, vbox
from gui.widgets.text import Text
from gui.wizard.field_grid import FieldGrid
from gui.wizard.net_diagram import NetDiagram
from gui.wizard.page import WizardPage, clear


class NetworkPage(WizardPage):
    """Where the nodes stand, the form at the left, the picture at the right."""

    def __init__(self, model: WizardModel) -> None:
        free = button(tr("Find &free addresses"), icon_name="magnifying-glass")
        free.setObjectName("find-free")
        lead = tr("How the node is reached. The picture follows what you type.")
        super().__init__(tr("Network"), lead, actions=(free,), width=980)
        self._model: NetworkModel = model.network
        self._top, self._places, self._adapters = vbox(), hbox(gap=12), vbox(gap=10)
        self.add(self._top, self._places)
        self._groups: list[QButtonGroup] = []
        self._picture = NetDiagram()
        self._inner = FieldGrid(self._model, "field")
        self._outer = FieldGrid(self._model.outside, "outside")
        self._outside = Card(margins=(16, 14, 16, 14), gap=10)
        main = hbox(gap=20)
        main.addLayout(self._form(), 10)
        main.addWidget(self._picture, 6, Qt.AlignmentFlag.AlignTop)
        self.add(main, None)
        self._shown: object = None
        self._failed: object = None
        free.clicked.connect(self._model.find_free)
        self._model.changed.connect(self.refresh_soon)

    def _form(self) -> QVBoxLayout:
        left = vbox(gap=12)
        self._outside.add(Text(tr("Adapter of this PC"), "small_strong", "text2"))
        self._outside.add(self._adapters, self._outer)
        left.addWidget(self._outside)
        card = Card(margins=(16, 14, 16, 14))
        card.add(self._inner)
        left.addWidget(card)
        left.addStretch(1)
        return left

    def refresh(self) -> None:
        """Show values, problems and the picture."""
        failure = self._model.failure or self._model.outside.failure
        if failure != self._failed:
            self._failed = failure
            clear(self._top)
            if failure is not None:
                self._top.addLayout(row((Banner("fail", failure.what, failure.advice), 1)))
        outside = self._model.outside
        state = (outside.is_on, outside.adapters, outside.adapter, outside.hindrance)
        if state != self._shown:
            self._shown = state
            self._show_places()
        self._inner.refresh()
        self._outer.refresh()
        wrong = {f"outside-{f.key}" for f in outside.fields if outside.problem(f.key)}
        wrong |= {field.key for field in self._model.fields if self._model.problem(field.key)}
        self._picture.show_addresses(self._model.addresses, wrong)

    def _show_places(self) -> None:
        """The two places for nodes, and with the one outside the adapters that lead there."""
        clear(self._places)
        clear(self._adapters)
        outside = self._model.outside
        group = QButtonGroup(self)
        inside = ChoiceCard(
            tr("Inside this PC"),
            tr("Nothing on your network has to change. Nodes get their addresses by themselves."),
            "desktop-tower",
        )
        facts = [("warn", outside.hindrance)] if outside.hindrance else []
        own = ChoiceCard(
            tr("On your network"),
            tr("Each node has a fixed address of your network, as if it were a PC there."),
            "share-network",
            facts,
        )
        own.setEnabled(not outside.hindrance or outside.is_on)
        for card, name, on in ((inside, "inside", False), (own, "outside", True)):
            card.setObjectName(f"nodes-{name}")
            group.addButton(card)
            card.setChecked(outside.is_on is on)
            card.clicked.connect(partial(self._turn, on))
            self._places.addWidget(card, 1)
        self._groups = [group]
        self._outside.setVisible(outside.is_on)
        if outside.is_on:
            self._show_adapters()

    def _turn(self, on: bool, checked: bool = False) -> None:  # noqa: FBT001, FBT002 - as the signal
        del checked
        self._model.outside.turn(on=on)

    def _show_adapters(self) -> None:
        group, outside = QButtonGroup(self), self._model.outside
        for item in outside.adapters:
            facts = [("warn", item.reason)] if item.reason else []
            choice = ChoiceCard(item.name, item.text, facts=facts)
            choice.setObjectName(f"adapter-{item.name}")
            group.addButton(choice)
            choice.setEnabled(not item.reason or item.name == outside.adapter)
            choice.setChecked(item.name == outside.adapter)
            choice.clicked.connect(partial(outside.propose, item.name))
            self._adapters.addWidget(choice)
        problem = outside.problem("adapter")
        if problem:
            self._adapters.addWidget(Text(problem, "caption", "fail", wrap=True))
        self._groups.append(group)
