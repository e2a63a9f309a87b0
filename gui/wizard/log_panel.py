"""The log of a run: hidden until somebody wants it, searched and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from gui.texts import tr
from gui.widgets.buttons import button
from gui.widgets.cards import Card
from gui.widgets.layouts import row
from gui.widgets.text import Elided

_HEIGHT = 150


class LogPanel(Card):
    """Shows the newest line, and on demand all of them."""

    def __init__(self) -> None:
        super().__init__(margins=(8, 6, 8, 8), gap=6)
        self._toggle = button(tr("Show &log"), "ghost", "caret-right", small=True)
        self._toggle.setObjectName("show-log")
        self._newest = Elided("", "mono", "text3")
        self._find = QLineEdit()
        self._find.setObjectName("find-log")
        self._find.setPlaceholderText(tr("Search the log"))
        self._find.setAccessibleName(tr("Search the log"))
        self._find.setFixedWidth(220)
        copy = button("", "ghost", "copy", small=True, name=tr("Copy log"))
        copy.setObjectName("copy-log")
        self._text = QPlainTextEdit()
        self._text.setObjectName("log")
        self._text.setReadOnly(True)
        self._text.setFixedHeight(_HEIGHT)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setAccessibleName(tr("Log of the installation"))
        self._text.setTabChangesFocus(True)
        self.add(row(self._toggle, (self._newest, 1), self._find, copy, gap=8), self._text)
        self._count = 0
        self._toggle.clicked.connect(lambda: self._open(on=self._text.isHidden()))
        copy.clicked.connect(lambda: self.copy(self._text.toPlainText()))
        self._find.textChanged.connect(self._search)
        self._find.returnPressed.connect(self._search_on)
        self._open(on=False)

    def refresh(self, lines: Sequence[str]) -> None:
        """Show lines that are new."""
        if len(lines) < self._count:
            self._text.clear()
            self._count = 0
        for line in lines[self._count :]:
            self._text.appendPlainText(line)
        self._count = len(lines)
        self._newest.show_text(lines[-1] if lines and self._text.isHidden() else "")

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        QGuiApplication.clipboard().setText(text)

    def _open(self, *, on: bool) -> None:
        self._text.setVisible(on)
        self._find.setVisible(on)
        # A long line would be shown from its end.
        self._text.horizontalScrollBar().setValue(0)
        self._newest.show_text("")
        self._toggle.setText(tr("Hide &log") if on else tr("Show &log"))
        self._toggle.setAccessibleName(self._toggle.text().replace("&", ""))

    def _search(self) -> None:
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        self._search_on()

    def _search_on(self) -> None:
        """The next place; from the end it goes on at the start."""
        words = self._find.text()
        if words and not self._text.find(words):
            self._text.moveCursor(QTextCursor.MoveOperation.Start)
            self._text.find(words)
