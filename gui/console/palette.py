"""The list below the search: arrows move, Enter opens, Escape closes; the focus stays above."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from gui.texts import tr
from gui.theme.icons import icon
from gui.theme.theme import theme
from gui.viewmodels.console.search import Hit, Search
from gui.widgets.layouts import vbox
from gui.widgets.text import Text

_ROW, _WIDTH = 34, 460


class Palette(QFrame):
    """Shown while the search has the focus and somebody types or presses the keys for it."""

    def __init__(self, window: QWidget, field: QLineEdit, search: Search) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self._field, self._search = field, search
        self._hits: list[Hit] = []
        layout = vbox(self, (6, 6, 6, 8), 2)
        self._list = QListWidget()
        self._list.setObjectName("hits")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(tr("Results"))
        self._list.setIconSize(QSize(23, 18))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        layout.addWidget(self._list)
        layout.addWidget(Text(f"  {tr('Enter opens, Escape closes')}", "caption", "text3"))
        self.hide()
        field.textEdited.connect(self.fill)
        field.installEventFilter(self)
        self._list.itemClicked.connect(lambda _: self.run())

    def call(self) -> None:
        """Ctrl+K: type here."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self.fill(self._field.text())

    def fill(self, text: str) -> None:
        """Show what fits."""
        self._hits = self._search.find(text)
        self._list.clear()
        for hit in self._hits:
            self._list.addItem(QListWidgetItem(icon(hit.icon), f"{hit.name}    {hit.what}"))
        if not self._hits:
            nothing = tr("Nothing is called “{name}”", name=text)
            item = QListWidgetItem(icon("magnifying-glass"), nothing)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.setFixedHeight(theme.px(_ROW) * max(1, len(self._hits)) + 6)
        self._place()

    def run(self) -> None:
        """Do what the chosen hit does."""
        number = self._list.currentRow()
        hits = self._hits
        self.close_list()
        if 0 <= number < len(hits):
            hits[number].run()

    def close_list(self) -> None:
        """Show nothing, and begin anew the next time."""
        self.hide()
        self._field.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """The keys of the field that belong to the list."""
        del watched
        if event.type() is QEvent.Type.FocusOut:
            self.hide()
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.isVisible() and self._press(event.key())
        return False

    def _press(self, key: int) -> bool:
        count = self._list.count()
        step = int(key == Qt.Key.Key_Down) - int(key == Qt.Key.Key_Up)
        if step:
            self._list.setCurrentRow((self._list.currentRow() + step) % count)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run()
            return True
        if key == Qt.Key.Key_Escape:
            self.close_list()
            return True
        return False

    def _place(self) -> None:
        field, window = self._field, self._field.window()
        width = max(theme.px(_WIDTH), field.width())
        self.setFixedWidth(width)
        self.adjustSize()
        below = field.mapTo(window, QPoint(field.width(), field.height()))
        self.move(max(8, below.x() - width), below.y() + 6)
        self.raise_()
        self.show()
