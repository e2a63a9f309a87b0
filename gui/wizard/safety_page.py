"""Safety: defaults that need no thought, and may be changed."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from gui.texts import tr
from gui.viewmodels.safety import AUTOSTART, ENCRYPTION, TIME_ZONE, SafetyModel
from gui.viewmodels.wizard import WizardModel
from gui.widgets.buttons import Switch
from gui.widgets.cards import Card
from gui.widgets.field import Field
from gui.widgets.layouts import column, row
from gui.widgets.text import Text
from gui.wizard.page import WizardPage


class SafetyPage(WizardPage):
    """Switches with a sentence each."""

    def __init__(self, model: WizardModel) -> None:
        super().__init__(tr("Safety"), tr("Good defaults are set. Going on is enough."))
        self._model: SafetyModel = model.safety
        self._switches: dict[str, Switch] = {}
        self._zone: QComboBox | None = None
        self._add_switch(
            AUTOSTART,
            tr("Start with this PC"),
            tr("The node starts by itself whenever this PC starts, also after a power failure."),
        )
        if self._model.knows(ENCRYPTION):
            self._add_switch(
                ENCRYPTION,
                tr("Encrypt secrets"),
                tr("Passwords of your programs are encrypted on the node's disk. Slightly slower."),
            )
        if self._model.knows(TIME_ZONE):
            self._zone = QComboBox()
            self._zone.setObjectName("time-zone")
            self._zone.addItems(self._model.time_zones)
            self._zone.setMaximumWidth(320)
            self._zone.textActivated.connect(self._model.choose_time_zone)
            help_text = tr("For logs and timed tasks on the node")
            card = Card()
            card.add(Field(tr("&Time zone of the node"), self._zone, help_text))
            self.add(card)
        self.add(None)
        self._model.changed.connect(self.refresh_soon)

    def _add_switch(self, place: str, title: str, text: str) -> None:
        switch = Switch(title)
        switch.setObjectName(f"switch-{place.rpartition('.')[2]}")
        switch.setAccessibleDescription(text)
        switch.toggled.connect(lambda on: self._model.switch(place, on=on))
        words = column(Text(title, "strong"), Text(text, "small", "text2", wrap=True), gap=2)
        card = Card()
        card.add(row((words, 1), 12, switch))
        self.add(card)
        self._switches[place] = switch

    def refresh(self) -> None:
        """Show what is chosen."""
        for place, switch in self._switches.items():
            switch.setChecked(self._model.is_on(place))
        if self._zone is not None:
            self._zone.setCurrentText(self._model.time_zone)
