"""What nobody expected, as a result: what it means for the user, and the exact text to pass on."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from gui.texts import tr
from gui.widgets.buttons import button
from gui.widgets.focus_ring import FocusRing
from gui.widgets.layouts import row, vbox
from gui.widgets.marks import Mark
from gui.widgets.text import Text

_WIDTH, _HEIGHT = 620, 200
# A fault that comes again and again must not fill the memory.
_MOST_LINES = 2000


class ReportDialog(QDialog):
    """Blocks nothing; further reports are added to the one that is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unexpected")
        self.setWindowTitle("Edgewright")
        self.setFixedWidth(_WIDTH)
        layout = vbox(self, (22, 20, 22, 18), 10)
        title = tr("Something unexpected happened in Edgewright")
        self.setAccessibleName(title)
        layout.addLayout(row(Mark("fail", 24), 4, (Text(title, "section", wrap=True), 1)))
        advice = tr(
            "What an installation has done so far is kept, and it can be continued. Close "
            "Edgewright and start it again. If this comes back, copy the details and send them "
            "to your support."
        )
        layout.addWidget(Text(advice, "body", "text2", wrap=True))
        self._text = QPlainTextEdit()
        self._text.setObjectName("unexpected-details")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(_HEIGHT)
        self._text.setMaximumBlockCount(_MOST_LINES)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setAccessibleName(tr("Details"))
        layout.addWidget(self._text)
        copy = button(tr("&Copy details"), icon_name="copy")
        copy.setObjectName("unexpected-copy")
        close = button(tr("&Close this message"), "primary")
        close.setObjectName("unexpected-close")
        layout.addLayout(row(copy, None, close))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.details))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        self._ring = FocusRing(self)

    @property
    def details(self) -> str:
        """All that was reported."""
        return self._text.toPlainText()

    def add(self, details: str) -> None:
        """Show one more report."""
        self._text.appendPlainText(details)
