"""Asks how many pods something shall have."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.console.question import ConsoleDialog
from gui.texts import tr
from gui.viewmodels.console.deeds import Deeds
from gui.viewmodels.console.detail import DetailModel
from gui.widgets.buttons import SpinBox, button
from gui.widgets.field import Field

_MOST = 10_000


class ScaleDialog(ConsoleDialog):
    """The number that is proposed is the one that holds."""

    def __init__(self, parent: QWidget, detail: DetailModel, deeds: Deeds) -> None:
        ref = detail.ref
        assert ref is not None
        super().__init__(
            parent,
            tr("How many pods for {name}?", name=ref.name),
            tr("With 0 it stops, and its settings stay."),
        )
        self.setObjectName("scale")
        whole = detail.detail.whole if detail.detail is not None else {}
        now = int(whole.get("spec", {}).get("replicas", 1))
        count = SpinBox(0, _MOST, now)
        count.setObjectName("scale-count")
        self.body.addWidget(Field(tr("&Pods"), count, tr("Now {count}", count=now)))
        go = button(tr("&Set"), "primary")
        go.clicked.connect(self.accept)
        self.accepted.connect(lambda: deeds.scale(ref, count.value()))
        self.add_button(go, "scale-go")
