"""A field of a form: its label above, and one line below that is help until it is a problem."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.texts import tr
from gui.widgets.layouts import hbox, vbox
from gui.widgets.marks import Mark
from gui.widgets.text import Text


class Field(QWidget):
    """Label, control and hint belong together for the eye, the keyboard and a screen reader."""

    def __init__(
        self, label: str, control: QWidget, help_text: str = "", *, optional: bool = False
    ) -> None:
        super().__init__()
        self._control, self._help = control, help_text
        column = vbox(self, gap=4)
        title = Text("", "small_strong", "text2")
        # Plain text would show the ampersand of the mnemonic.
        title.setTextFormat(Qt.TextFormat.AutoText)
        title.setText(label)
        title.setBuddy(control)
        head = hbox(gap=6)
        head.addWidget(title)
        if optional:
            head.addWidget(Text(tr("optional"), "caption", "text3"))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(control)
        self._below = QWidget()
        line = hbox(self._below, (0, 1, 0, 0), 6)
        self._mark = Mark("fail", 14)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._message = Text(help_text, "caption", "text3", wrap=True)
        line.addWidget(self._message, 1)
        column.addWidget(self._below)
        # Beside a field with a longer message the label stays at the top.
        column.addStretch(1)
        control.setAccessibleName(label.replace("&", ""))
        self._problem = ""
        self._show()

    @property
    def message(self) -> str:
        """What stands below the control."""
        return self._message.text()

    def show_problem(self, problem: str) -> None:
        """Show what is allowed instead; an empty text shows the help again."""
        if problem != self._problem:
            self._problem = problem
            self._show()

    def _show(self) -> None:
        state, words = ("fail", self._problem) if self._problem else ("", self._help)
        self._control.setProperty("state", state)
        style = self._control.style()
        style.unpolish(self._control)
        style.polish(self._control)
        self._mark.setVisible(bool(state))
        self._message.setText(words)
        self._message.set_tone(state or "text3")
        self._below.setVisible(bool(words))
        self._control.setAccessibleDescription(words)
