"""One node on the page Resources: its name, its part in the cluster, and its sizes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSlider

from gui.texts import tr
from gui.viewmodels.nodes import NodeItem
from gui.viewmodels.resources import CPUS, ResourcesModel
from gui.viewmodels.shares import Choice
from gui.widgets.buttons import button
from gui.widgets.cards import Card
from gui.widgets.field import Field
from gui.widgets.layouts import column, row
from gui.widgets.text import Text
from gui.wizard.size_spin import SizeSpin

_NAME_WIDTH, _SPIN_WIDTH, _SLIDER_STEPS = 260, 120, 40


class NodeCard(Card):
    """Controls that only allow what is possible, each with the reason beside it."""

    def __init__(self, model: ResourcesModel, index: int) -> None:
        super().__init__(gap=8)
        self._model, self.index = model, index
        item = model.nodes.items[index]
        self._sliders: dict[str, QSlider] = {}
        self._spins: dict[str, SizeSpin] = {}
        self._reasons: dict[str, Text] = {}
        self._name = QLineEdit(item.name)
        self._name.setObjectName(f"node-name-{index}")
        self._name.setFixedWidth(_NAME_WIDTH)
        self._name.textEdited.connect(partial(model.nodes.rename, index))
        self._field = Field(tr("Name of node {number}", number=index + 1), self._name)
        self._role = Text(_role(item), "small_strong", "text2")
        self._role.setObjectName(f"node-role-{index}")
        remove = button(
            tr("Take out"), "ghost", small=True, name=tr("Take out {name}", name=item.name)
        )
        remove.setObjectName(f"node-remove-{index}")
        remove.setVisible(item.may_go)
        remove.clicked.connect(partial(model.nodes.remove, index))
        head = row(self._field, column(None, self._role, 9), None, column(None, remove, 2), gap=12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 4)
        for line, choice in enumerate(model.choices(index)):
            self._add_controls(grid, line, choice)
        self.add(head, grid)

    def _add_controls(self, grid: QGridLayout, line: int, choice: Choice) -> None:
        slider, spin = QSlider(Qt.Orientation.Horizontal), SizeSpin(choice)
        slider.setAccessibleName(tr("{title}, slider", title=choice.title))
        spin.setAccessibleName(choice.title)
        suffix = f"-{self.index}" if self.index else ""
        spin.setObjectName(f"size-{choice.key}{suffix}")
        spin.setFixedWidth(_SPIN_WIDTH)
        choose = partial(self._model.choose, self.index, choice.key)
        slider.valueChanged.connect(choose)
        spin.valueChanged.connect(choose)
        reason = Text(choice.reason, "caption", "text3", wrap=True)
        grid.addWidget(Text(choice.title, "small", "text2"), line, 0)
        grid.addWidget(slider, line, 1)
        grid.addWidget(spin, line, 2)
        grid.addWidget(reason, line, 3)
        self._sliders[choice.key], self._spins[choice.key] = slider, spin
        self._reasons[choice.key] = reason

    def refresh(self) -> None:
        """Show what the model says now."""
        item = self._model.nodes.items[self.index]
        # What is being typed stays as it is typed.
        if not self._name.hasFocus() and self._name.text() != item.name:
            self._name.setText(item.name)
        self._field.show_problem(item.problem)
        self._role.setText(_role(item))
        for choice in self._model.choices(self.index):
            self._show(choice)

    def _show(self, choice: Choice) -> None:
        # A value from a file that is too large stays visible until it is corrected.
        least, most = min(choice.least, choice.value), max(choice.most, choice.value)
        for control in (self._sliders[choice.key], self._spins[choice.key]):
            with QSignalBlocker(control):
                control.setRange(least, most)
                control.setValue(choice.value)
        step = 1 if choice.key == CPUS else max(1, choice.most // _SLIDER_STEPS)
        self._sliders[choice.key].setPageStep(step)
        reason = self._reasons[choice.key]
        reason.setText(choice.reason)
        reason.set_tone("text3" if choice.fits else "fail")
        self._spins[choice.key].setAccessibleDescription(choice.reason)


def _role(item: NodeItem) -> str:
    return tr("Server") if item.role == "server" else tr("Worker")
