"""One line at the bottom: what was done or failed, and how to take it back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gui.texts import tr
from gui.viewmodels.console.notices import Notices
from gui.widgets.announce import announce
from gui.widgets.buttons import button
from gui.widgets.layouts import hbox
from gui.widgets.marks import Mark
from gui.widgets.text import Text

_HEIGHT = 52


class NoticeBar(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        self.setObjectName("footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(_HEIGHT)
        self._notices = notices
        layout = hbox(self, (24, 6, 16, 6), 10)
        self._mark = Mark("ok", 18)
        self._text = Text("", "body", wrap=True)
        self._text.setObjectName("notice")
        self._undo = button(tr("&Take back"), small=True)
        self._undo.setObjectName("take-back")
        self._copy = button(tr("Copy &details"), small=True, icon_name="copy")
        self._copy.setObjectName("notice-copy")
        close = button("", "ghost", "x", small=True, name=tr("Close this message"))
        close.setObjectName("notice-close")
        layout.addWidget(self._mark)
        layout.addWidget(self._text, 1)
        for made in (self._undo, self._copy, close):
            layout.addWidget(made)
        self._undo.clicked.connect(self._take_back)
        self._copy.clicked.connect(self._copy_details)
        close.clicked.connect(self._close)
        notices.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the newest."""
        notice = self._notices.current
        self.setVisible(notice is not None)
        if notice is None:
            return
        # The seconds of a deletion count down: it is read aloud once, not each second.
        if notice.text != self._text.text() and not (notice.undo and self._undo.isVisible()):
            announce(self, notice.text)
        self._mark.show_state(notice.state)
        self._text.setText(notice.text)
        self._text.setToolTip(notice.details)
        self._undo.setVisible(notice.undo is not None)
        self._copy.setVisible(bool(notice.details))

    def _take_back(self) -> None:
        notice = self._notices.current
        if notice is not None and notice.undo is not None:
            notice.undo()

    def _copy_details(self) -> None:
        notice = self._notices.current
        if notice is not None:
            QGuiApplication.clipboard().setText(f"{notice.text}\n{notice.details}")

    def _close(self) -> None:
        # A deletion that waits goes on waiting: only its message is closed.
        self._notices.clear()
