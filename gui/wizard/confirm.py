"""A question in a window of its own that blocks nothing: `open`, never `exec`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from gui.texts import tr
from gui.widgets.buttons import button
from gui.widgets.focus_ring import FocusRing
from gui.widgets.layouts import row, vbox
from gui.widgets.text import Text

_WIDTH = 440


class Confirm(QDialog):
    """Asks once; `agreed` is called when the user presses the verb."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        *,
        verb: str,
        agreed: Callable[[], None],
        danger: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        self.setWindowTitle("Edgewright")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setFixedWidth(_WIDTH)
        layout = vbox(self, (22, 20, 22, 18), 10)
        layout.addWidget(Text(title, "section", wrap=True))
        layout.addWidget(Text(text, "body", "text2", wrap=True))
        layout.addSpacing(8)
        go = button(verb, "danger" if danger else "primary")
        go.setObjectName("confirm-yes")
        stay = button(tr("Go &back"))
        stay.setObjectName("confirm-no")
        layout.addLayout(row(None, stay, go, gap=10))
        go.clicked.connect(self.accept)
        stay.clicked.connect(self.reject)
        self.accepted.connect(agreed)
        self.finished.connect(self.deleteLater)
        # What changes nothing is what Enter does.
        stay.setDefault(True)
        stay.setFocus()
        self._ring = FocusRing(self)


def ask_undo(parent: QWidget, cluster: str, undo: Callable[[], None]) -> None:
    """Ask whether everything that an installation made shall be taken away."""
    Confirm(
        parent,
        tr("Undo {name}?", name=cluster),
        tr("Its virtual machines and files are deleted. Nothing else on this PC is touched."),
        verb=tr("&Undo everything"),
        agreed=undo,
        danger=True,
    ).open()
