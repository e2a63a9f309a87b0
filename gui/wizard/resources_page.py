"""Resources: how much of this PC each node gets, and how many nodes there are."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from gui.texts import tr
from gui.viewmodels.resources import ResourcesModel
from gui.viewmodels.shares import Share
from gui.viewmodels.wizard import WizardModel
from gui.widgets.buttons import button
from gui.widgets.cards import Banner, Card
from gui.widgets.layouts import row, vbox
from gui.widgets.text import Text
from gui.wizard.capacity_bar import CapacityBar
from gui.wizard.node_card import NodeCard
from gui.wizard.page import WizardPage, clear


class ResourcesPage(WizardPage):
    """Bars that show who has what, and below them a card for each node."""

    def __init__(self, model: WizardModel) -> None:
        super().__init__(
            tr("Resources"),
            tr("Decide how much of this PC the nodes may use. The PC keeps what it needs itself."),
        )
        self._model: ResourcesModel = model.resources
        self._body = vbox(gap=16)
        self.add(self._body, None)
        self._bars: dict[str, CapacityBar] = {}
        self._cards: list[NodeCard] = []
        self._list, self._verdict = vbox(gap=12), vbox()
        self._add = button(tr("&Add a worker"))
        self._why = Text("", "small", "text2", wrap=True)
        self._servers = QComboBox()
        self._said: object = None
        self._model.changed.connect(self.refresh_soon)
        self._model.nodes.changed.connect(self.refresh_soon)

    def refresh(self) -> None:
        """Show the shares; the controls are made once the PC is known."""
        shares = self._model.shares
        if not shares:
            clear(self._body)
            self._bars, self._cards = {}, []
            self._body.addWidget(Banner("info", self._model.hindrance))
            return
        if not self._bars:
            clear(self._body)
            self._build(shares)
        for share in shares:
            self._bars[share.key].show_share(share)
        self._show_cards()
        self._show_list()
        if self._model.verdict != self._said:
            self._said = self._model.verdict
            clear(self._verdict)
            self._verdict.addWidget(Banner(*self._model.verdict))

    def _build(self, shares: tuple[Share, ...]) -> None:
        card = Card(margins=(18, 14, 18, 16), gap=10)
        card.add(Text(tr("How this PC is shared"), "section"))
        for share in shares:
            self._bars[share.key] = CapacityBar(share)
            card.add(self._bars[share.key])
        self._body.addWidget(card)
        self._said = None
        self._verdict, self._list = vbox(), vbox(gap=12)
        self._body.addLayout(self._verdict)
        self._body.addLayout(self._list)
        self._add = button(tr("&Add a worker"))
        self._add.setObjectName("add-node")
        self._add.clicked.connect(self._model.add)
        self._why = Text("", "small", "text2", wrap=True)
        self._servers = QComboBox()
        self._servers.setObjectName("servers")
        self._servers.setAccessibleName(tr("How many servers"))
        self._servers.activated.connect(self._choose_servers)
        self._body.addLayout(row(self._add, (self._why, 1), self._servers, gap=12))

    def _show_cards(self) -> None:
        items = self._model.nodes.items
        while len(self._cards) > len(items):
            gone = self._cards.pop()
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for item in items[len(self._cards) :]:
            made = NodeCard(self._model, item.index)
            self._list.addWidget(made)
            self._cards.append(made)
        for card in self._cards:
            card.refresh()

    def _show_list(self) -> None:
        why = self._model.no_more
        self._add.setEnabled(not why)
        self._add.setAccessibleDescription(why)
        self._why.setText(why or tr("A worker runs programs and joins by itself."))
        nodes = self._model.nodes
        with QSignalBlocker(self._servers):
            self._servers.clear()
            for count in nodes.possible_servers:
                text = tr("1 server") if count == 1 else tr("{count} servers", count=count)
                self._servers.addItem(text, count)
            self._servers.setCurrentIndex(self._servers.findData(nodes.servers))
        self._servers.setVisible(len(nodes.possible_servers) > 1)

    def _choose_servers(self, index: int) -> None:
        self._model.nodes.choose_servers(int(self._servers.itemData(index)))
