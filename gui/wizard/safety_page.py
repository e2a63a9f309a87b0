"""Safety: where data lies, what is locked, what starts by itself; good defaults are set."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox

from gui.texts import tr
from gui.viewmodels.safety import AUTOSTART, ENCRYPTION, LOCAL_VOLUMES, SafetyModel
from gui.viewmodels.shares_list import ShareItem
from gui.viewmodels.wizard import WizardModel
from gui.widgets.buttons import Switch, button
from gui.widgets.cards import Card
from gui.widgets.field import Field
from gui.widgets.layouts import column, line, row, vbox
from gui.widgets.text import Text
from gui.wizard.page import WizardPage, clear
from gui.wizard.share_card import ShareCard


class SafetyPage(WizardPage):
    """Switches with a sentence each, and the shared folders."""

    def __init__(self, model: WizardModel) -> None:
        super().__init__(tr("Safety"), tr("Good defaults are set. Going on is enough."))
        self._model: SafetyModel = model.safety
        self._switches: dict[str, Switch] = {}
        self._cards: list[ShareCard] = []
        self._kinds: tuple[tuple[int, str], ...] = ()
        self._list = vbox(gap=12)
        self._card = Card(margins=(0, 4, 0, 4), gap=0)
        self.add(self._card)
        self._add_switches()
        self._zone = QComboBox()
        self._zone.setObjectName("time-zone")
        self._zone.addItems(self._model.time_zones)
        self._zone.setMaximumWidth(320)
        self._zone.textActivated.connect(self._model.choose_time_zone)
        help_text = tr("For logs and timed tasks on the node")
        self._card.add(line())
        field = Field(tr("&Time zone of the node"), self._zone, help_text)
        self._card.add(row(field, margins=(16, 12, 16, 10)))
        self._add_shares()
        self.add(None)
        self._model.changed.connect(self.refresh_soon)
        self._model.shares.changed.connect(self.refresh_soon)

    def _add_switches(self) -> None:
        self._add_switch(
            AUTOSTART,
            tr("Start with this PC"),
            tr("The node starts by itself whenever this PC starts, also after a power failure."),
        )
        self._card.add(line())
        self._add_switch(
            ENCRYPTION,
            tr("Encrypt secrets"),
            tr("Passwords of your programs are encrypted on the node's disk. Slightly slower."),
        )
        self._card.add(line())
        self._add_switch(
            LOCAL_VOLUMES,
            tr("Volumes on the data disk"),
            tr("Programs can keep data on the node. It stays when a program is updated."),
        )

    def _add_switch(self, place: str, title: str, text: str) -> None:
        switch = Switch(title)
        switch.setObjectName(f"switch-{place.rpartition('.')[2]}")
        switch.setAccessibleDescription(text)
        switch.toggled.connect(lambda on: self._model.switch(place, on=on))
        words = column(Text(title, "strong"), Text(text, "small", "text2", wrap=True), gap=2)
        self._card.add(row((words, 1), 12, switch, margins=(16, 10, 16, 10)))
        self._switches[place] = switch

    def _add_shares(self) -> None:
        self.section(tr("Shared folders"))
        self.add(self._list)
        lead = tr("Every node mounts them, and programs use them as volumes.")
        self._adders = [
            button(tr("Add an &NFS folder")),
            button(tr("Add an S&MB share")),
        ]
        for kind, adder in zip(("nfs", "smb"), self._adders, strict=True):
            adder.setObjectName(f"share-add-{kind}")
            adder.clicked.connect(partial(self._model.shares.add, kind))
        self.add(row(*self._adders, (Text(lead, "small", "text2", wrap=True), 1), gap=10))

    def refresh(self) -> None:
        """Show what is chosen."""
        for place, switch in self._switches.items():
            switch.setChecked(self._model.is_on(place))
        self._zone.setCurrentText(self._model.time_zone)
        items = self._model.shares.items
        kinds = tuple((item.index, item.kind) for item in items)
        if kinds != self._kinds:
            self._kinds = kinds
            self._make_cards(items)
        for card in self._cards:
            card.refresh()
        for adder in self._adders:
            adder.setEnabled(self._model.shares.may_add)

    def _make_cards(self, items: tuple[ShareItem, ...]) -> None:
        clear(self._list)
        self._cards = [ShareCard(self._model.shares, item) for item in items]
        for card in self._cards:
            self._list.addWidget(card)
