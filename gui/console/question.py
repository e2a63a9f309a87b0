"""Dialogs of the console: they block nothing, and what changes nothing is what Enter does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from gui.texts import tr
from gui.widgets.buttons import button
from gui.widgets.focus_ring import FocusRing
from gui.widgets.layouts import row, vbox
from gui.widgets.text import Text

_WIDTH = 460


class ConsoleDialog(QDialog):
    """Title, a sentence, room for more in `body`, and the buttons below."""

    def __init__(self, parent: QWidget, title: str, text: str, *, width: int = _WIDTH) -> None:
        super().__init__(parent)
        self.setWindowTitle("Edgewright")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setFixedWidth(width)
        layout = vbox(self, (22, 20, 22, 18), 10)
        layout.addWidget(Text(title, "section", wrap=True))
        self.lead = Text(text, "body", "text2", wrap=True)
        self.lead.setVisible(bool(text))
        layout.addWidget(self.lead)
        self.body: QVBoxLayout = vbox(gap=10)
        layout.addLayout(self.body)
        layout.addSpacing(8)
        self.leave = button(tr("Go &back"))
        self.leave.setObjectName("dialog-leave")
        self.leave.clicked.connect(self.reject)
        self._buttons = row(None, self.leave, gap=10)
        layout.addLayout(self._buttons)
        self.finished.connect(self.deleteLater)
        self._ring = FocusRing(self)

    def add_button(self, made: QPushButton, name: str) -> None:
        """Put a button at the right end."""
        made.setObjectName(name)
        self._buttons.addWidget(made)


class Question(ConsoleDialog):
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
        super().__init__(parent, title, text)
        self.setObjectName("question")
        go = button(verb, "danger" if danger else "primary")
        go.clicked.connect(self.accept)
        self.add_button(go, "question-yes")
        self.accepted.connect(agreed)
        self.leave.setDefault(True)
        self.leave.setFocus()
