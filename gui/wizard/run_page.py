"""What to run: kind and version of Kubernetes, name, size."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication, QButtonGroup, QGridLayout, QLineEdit

from gui.texts import tr
from gui.viewmodels.run import RunModel
from gui.viewmodels.wizard import WizardModel
from gui.widgets.cards import Banner, ChoiceCard
from gui.widgets.field import Field
from gui.widgets.layouts import hbox, vbox
from gui.wizard.join_card import JoinCard
from gui.wizard.page import WizardPage, clear

_ICONS = {"kubeadm": "stack", "k3s": "lightning"}


class RunPage(WizardPage):
    """Cards for the kinds of Kubernetes and for the sizes, and a field for the name."""

    def __init__(self, model: WizardModel) -> None:
        super().__init__(
            tr("What to run"),
            tr("Pick the kind of cluster and its size. You can fine-tune it on the next page."),
        )
        self._model: RunModel = model.run
        self._top = vbox(gap=12)
        self.add(self._top)
        self.section(tr("Cluster"))
        self._ways = hbox(gap=12)
        self._join = JoinCard(self._model.join)
        self.add(self._ways, self._join)
        self.section(tr("Kubernetes"))
        self._kinds = hbox(gap=12)
        self.add(self._kinds)
        self._name = QLineEdit()
        self._name.setObjectName("cluster-name")
        self._name.setMaximumWidth(320)
        help_text = tr("Small letters, digits and hyphens")
        self._name_field = Field(tr("&Name of the cluster"), self._name, help_text)
        self.add(self._name_field)
        self.section(tr("Size"))
        self._sizes = QGridLayout()
        self._sizes.setSpacing(12)
        self.add(self._sizes, None)
        self._groups: list[QButtonGroup] = []
        self._shown: object = None
        self._name.textEdited.connect(self._model.rename)
        self._model.changed.connect(self.refresh_soon)

    def refresh(self) -> None:
        """Show what can be chosen and what is."""
        if self._name.text() != self._model.name:
            self._name.setText(self._model.name)
        problem = self._model.name_problem
        self._name_field.show_problem(problem)
        kinds, sizes = self._model.kinds, self._model.sizes
        state = (
            kinds,
            self._model.kind,
            sizes,
            self._model.size,
            self._model.version,
            self._model.failure,
            self._model.join.wanted,
        )
        self._join.setVisible(self._model.join.wanted)
        self._join.refresh()
        self._name.setEnabled(not self._model.join.is_open)
        if state != self._shown:
            self._shown = state
            self._rebuild()

    def _rebuild(self) -> None:
        focused = QApplication.focusWidget()
        focus = focused.objectName() if isinstance(focused, ChoiceCard) else ""
        clear(self._top)
        clear(self._kinds)
        clear(self._sizes)
        failure = self._model.failure
        if failure is not None:
            self._top.addWidget(Banner("fail", failure.what, f"{failure.advice} {failure.details}"))
        clear(self._ways)
        self._groups = [self._add_ways(), self._add_kinds(), self._add_sizes()]
        for card in self.findChildren(ChoiceCard):
            if focus and card.objectName() == focus:
                card.setFocus()

    def _add_ways(self) -> QButtonGroup:
        group, join = QButtonGroup(self), self._model.join
        new = ChoiceCard(tr("A new cluster"), tr("This PC is the first one."), "rocket-launch")
        other = ChoiceCard(
            tr("Join a cluster"),
            tr("Another PC has begun it and made a join file for this one."),
            "share-network",
        )
        for card, name, on in ((new, "new", False), (other, "join", True)):
            card.setObjectName(f"cluster-{name}")
            group.addButton(card)
            card.setChecked(join.wanted is on)
            card.clicked.connect(join.want if on else join.leave)
            self._ways.addWidget(card, 1)
        return group

    def _add_kinds(self) -> QButtonGroup:
        group = QButtonGroup(self)
        for kind in self._model.kinds:
            facts = [("neutral", kind.reason)] if kind.reason else []
            if not kind.reason and self._model.version:
                facts = [
                    ("", tr("Version {version}, from the bundle", version=self._model.version))
                ]
            card = ChoiceCard(kind.title, kind.text, _ICONS.get(kind.name, "cube"), facts)
            card.setObjectName(f"kind-{kind.name}")
            card.setEnabled(not kind.reason)
            group.addButton(card)
            card.setChecked(kind.name == self._model.kind)
            card.clicked.connect(partial(self._model.choose_kind, kind.name))
            self._kinds.addWidget(card, 1)
        return group

    def _add_sizes(self) -> QButtonGroup:
        group = QButtonGroup(self)
        for index, size in enumerate(self._model.sizes):
            facts = [("", size.sizes)] if size.sizes else []
            if size.reason or size.note:
                facts.append(("warn", size.reason or size.note))
            card = ChoiceCard(size.title, size.text, facts=facts)
            card.setObjectName(f"size-{size.name}")
            card.setEnabled(not size.reason)
            group.addButton(card)
            card.setChecked(size.name == self._model.size)
            card.clicked.connect(partial(self._model.choose_size, size.name))
            self._sizes.addWidget(card, index // 2, index % 2)
        return group
