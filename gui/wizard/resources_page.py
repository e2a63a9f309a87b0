"""Resources: how much of this PC the node gets."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QGridLayout, QSlider

from gui.texts import tr
from gui.viewmodels.resources import CPUS, ResourcesModel, Share
from gui.viewmodels.wizard import WizardModel
from gui.widgets.cards import Banner, Card
from gui.widgets.layouts import vbox
from gui.widgets.text import Text
from gui.wizard.capacity_bar import CapacityBar
from gui.wizard.page import WizardPage, clear
from gui.wizard.size_spin import SizeSpin


class ResourcesPage(WizardPage):
    """Bars that show who has what, and controls that only allow what is possible."""

    def __init__(self, model: WizardModel) -> None:
        super().__init__(
            tr("Resources"),
            tr("Decide how much of this PC the node may use. The PC keeps what it needs itself."),
        )
        self._model: ResourcesModel = model.resources
        self._body = vbox(gap=16)
        self.add(self._body, None)
        self._bars: dict[str, CapacityBar] = {}
        self._sliders: dict[str, QSlider] = {}
        self._spins: dict[str, SizeSpin] = {}
        self._reasons: dict[str, Text] = {}
        self._verdict = vbox()
        self._said: object = None
        self._model.changed.connect(self.refresh_soon)

    def refresh(self) -> None:
        """Show the shares; the controls are made once the PC is known."""
        shares = self._model.shares
        if not shares:
            clear(self._body)
            self._bars = {}
            self._body.addWidget(Banner("info", self._model.hindrance))
            return
        if not self._bars:
            clear(self._body)
            self._build(shares)
        for share in shares:
            self._show(share)
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
        self._verdict = vbox()
        self._body.addLayout(self._verdict)
        controls = Card(gap=8)
        controls.add(Text(self._model.node_name, "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 4)
        for line, share in enumerate(shares):
            self._add_controls(grid, line, share)
        controls.add(grid)
        self._body.addWidget(controls)

    def _add_controls(self, grid: QGridLayout, line: int, share: Share) -> None:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setAccessibleName(tr("{title}, slider", title=share.title))
        spin = SizeSpin(share)
        spin.setAccessibleName(share.title)
        spin.setObjectName(f"size-{share.key}")
        spin.setFixedWidth(120)
        choose = partial(self._model.choose, share.key)
        slider.valueChanged.connect(choose)
        spin.valueChanged.connect(choose)
        reason = Text(share.reason, "caption", "text3", wrap=True)
        grid.addWidget(Text(share.title, "small", "text2"), line, 0)
        grid.addWidget(slider, line, 1)
        grid.addWidget(spin, line, 2)
        grid.addWidget(reason, line, 3)
        self._sliders[share.key], self._spins[share.key] = slider, spin
        self._reasons[share.key] = reason

    def _show(self, share: Share) -> None:
        self._bars[share.key].show_share(share)
        # A value from a file that is too large stays visible until it is corrected.
        least, most = min(share.least, share.node), max(share.most, share.node)
        step = 1 if share.key == CPUS else max(1, share.most // 40)
        for control in (self._sliders[share.key], self._spins[share.key]):
            with QSignalBlocker(control):
                control.setRange(least, most)
                control.setValue(share.node)
        self._sliders[share.key].setPageStep(step)
        reason = self._reasons[share.key]
        reason.setText(share.reason)
        reason.set_tone("text3" if share.fits else "fail")
        self._spins[share.key].setAccessibleDescription(share.reason)
