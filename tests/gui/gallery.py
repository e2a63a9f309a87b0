"""Every widget in its states on one page: to look at, and for the tests of names and themes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.buttons import SpinBox, Switch, ThemeButton, button
from gui.widgets.cards import Banner, Card, ChoiceCard
from gui.widgets.field import Field
from gui.widgets.layouts import column, hbox, line, row, vbox
from gui.widgets.marks import Mark, Pill
from gui.widgets.rows import CheckRow, ProgressBar, StepRow, key_values
from gui.widgets.shell import Logo, StepButton
from gui.widgets.text import Icon, Text

STATES = ("ok", "warn", "fail", "info", "neutral", "run", "wait")
_LONG = "The processor can do it, but the setting is off in the firmware of this PC. Turn it on."


class Gallery(QWidget):
    """A page without a model."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(1180, 980)
        main = hbox(self)
        main.addWidget(self._rail())
        body = vbox(margins=(24, 20, 24, 20), gap=12)
        body.addLayout(self._top())
        body.addWidget(Banner("warn", "Two things to know", _LONG, (button("Show", small=True),)))
        body.addWidget(self._checks())
        body.addWidget(self._steps())
        body.addLayout(self._choices())
        body.addWidget(self._form())
        body.addStretch(1)
        main.addLayout(body, 1)

    def _rail(self) -> QWidget:
        rail = QWidget()
        rail.setObjectName("rail")
        rail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        rail.setFixedWidth(232)
        layout = vbox(rail, (14, 20, 14, 14))
        layout.addLayout(row(4, Logo(28), 2, Text("Edgewright", "section"), None))
        layout.addSpacing(22)
        shown = (("done", False), ("warn", False), ("done", True), ("fail", True), ("todo", False))
        for number, (state, here) in enumerate(shown, start=1):
            step = StepButton(number, f"A page that is {state}")
            step.show_state(state, here=here, reachable=state != "todo")
            layout.addWidget(step)
        layout.addStretch(1)
        layout.addLayout(row(None, ThemeButton()))
        return rail

    def _top(self) -> QVBoxLayout:
        marks = row(*(Mark(state, 24) for state in STATES), Icon("cube", 24), None)
        pills = row(*(Pill(state, f"3 {state}") for state in STATES[:5]), None)
        kinds = ("primary", "default", "danger", "ghost", "link")
        buttons = row(*(button(f"&{kind}", kind, "copy") for kind in kinds), None)
        off = row(*(_disabled(button(kind, kind)) for kind in kinds), None)
        return column(row(marks, pills), buttons, off, gap=10)

    def _checks(self) -> QWidget:
        card = Card(margins=(0, 2, 0, 4), gap=0)
        fix = button("&Fix: restart to firmware…", "primary", small=True)
        again = button("Check again", "link")
        evidence = "VirtualizationFirmwareEnabled = False"
        card.add(
            CheckRow(
                "fail",
                "Virtualization",
                "Fix needed",
                cause=_LONG,
                evidence=evidence,
                actions=(fix, again),
            ),
            CheckRow("warn", "Free disk space", "Tight", cause=_LONG),
            line(),
            CheckRow("ok", "Memory", "Passed", result="32 GB, 21 GB free now"),
            line(),
            CheckRow("run", "Clock", "Looking", result=""),
        )
        return card

    def _steps(self) -> QWidget:
        card = Card(margins=(1, 8, 1, 8), gap=0)
        states = ("ok", "neutral", "run", "fail", "wait")
        for index, state in enumerate(states):
            step = StepRow(
                state, f"A step that is {state}", usual="2 min", first=not index, last=index == 4
            )
            step.show_now("waiting for the answer of the node" if state == "run" else "", "12 s")
            card.add(step)
        bar = ProgressBar()
        bar.show_value(0.58, "58 %")
        card.add(row((bar, 1), margins=(14, 6, 14, 6)))
        return card

    def _choices(self) -> QHBoxLayout:
        group = QButtonGroup(self)
        facts = (("", "Version 1.33, from the bundle"), ("warn", "Needs 62 GB more disk"))
        cards = [
            ChoiceCard("K3s", "Light Kubernetes for one or a few PCs.", "lightning", facts),
            ChoiceCard("K8s", "Standard Kubernetes, set up with kubeadm.", "stack"),
            ChoiceCard("Not possible", "This PC is too small for it."),
        ]
        for card in cards:
            group.addButton(card)
        cards[0].setChecked(True)
        cards[2].setEnabled(False)
        return row(*((card, 1) for card in cards), gap=12)

    def _form(self) -> QWidget:
        card = Card()
        good, wrong, off = QLineEdit("10.20.4.31"), QLineEdit("10.20.40.60"), QLineEdit("none")
        off.setEnabled(False)
        wrong_field = Field("Node &address", wrong, "Fixed")
        wrong_field.show_problem("Must be inside 10.20.4.0/24: 10.20.4.1 to 10.20.4.254")
        box = QComboBox()
        box.addItems(["English", "Deutsch"])
        fields = (
            Field("&Gateway", good, "The router of your network"),
            wrong_field,
            Field("&VLAN", off, optional=True),
            Field("&Language", box),
        )
        card.add(row(*((field, 1) for field in fields), gap=14))
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setAccessibleName("Memory, slider")
        slider.setValue(40)
        spin = SpinBox(1, 64, 8, suffix=" GB")
        spin.setAccessibleName("Memory")
        on, check = Switch("Start with this PC"), QCheckBox("I have &read this")
        on.setChecked(True)
        check.setAccessibleName("I have read this")
        card.add(row((slider, 1), spin, 12, on, Switch("Encrypt secrets"), 12, check))
        log = QPlainTextEdit("12:42:05 [cluster] waiting for coredns (0/1 ready)")
        log.setAccessibleName("Log")
        log.setReadOnly(True)
        log.setFixedHeight(44)
        card.add(log, key_values((("Address", "https://127.0.0.1:6443"), ("Nodes", "1 of 1"))))
        return card


def _disabled(made: QPushButton) -> QPushButton:
    made.setEnabled(False)
    return made
