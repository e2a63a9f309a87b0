"""What all pages of the console have in common: title, actions, and that hidden ones rest."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from gui.viewmodels.console.console import ConsoleModel
from gui.widgets.layouts import Item, hbox, put, scrolling, vbox
from gui.widgets.text import Text

MARGINS = (24, 20, 24, 20)
_WIDTH = 1240
_ALL = 10_000
# How often a page shows anew what changes all the time.
_REFRESH_MS = 100


class ConsolePage(QWidget):
    """A page that is told when it is looked at; `body` is the column below the title."""

    def __init__(self, model: ConsoleModel, title: str, *, scrolls: bool = True) -> None:
        super().__init__()
        self.model = model
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.head = hbox(gap=8)
        self.head.addWidget(Text(title, "title"), 1)
        whole, inner = QWidget(), QWidget()
        self.body = vbox(inner, MARGINS, 14)
        self.body.addLayout(self.head)
        line = hbox(whole)
        line.addWidget(inner, _ALL)
        line.addStretch(1)
        if scrolls:
            inner.setMaximumWidth(_WIDTH)
        self._line = hbox(self)
        self._line.addWidget(scrolling(whole) if scrolls else whole, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REFRESH_MS)
        self._soon.timeout.connect(self.refresh)

    def add(self, *items: Item) -> None:
        """Append items to the body, see `layouts.put`."""
        put(self.body, *items)

    def put_beside(self, panel: QWidget) -> None:
        """Put a panel at the right edge of the whole page."""
        self._line.addWidget(panel)

    def enter(self) -> None:
        """Somebody looks: begin to follow."""

    def leave(self) -> None:
        """Nobody looks: rest."""

    def reveal(self, kind: str, uid: str) -> None:
        """Show an object of this page."""

    def refresh(self) -> None:
        """Show what the model says now."""

    def refresh_soon(self) -> None:
        """Show it within a tenth of a second, however many changes come together."""
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    @property
    def is_current(self) -> bool:
        """Whether everything is shown that the model says."""
        return not self._soon.isActive()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Begin to follow."""
        super().showEvent(event)
        if self.model.cluster is not None and not event.spontaneous():
            self.enter()
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's own name
        """Rest; a minimised window goes on, so that it is current when it comes back."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._soon.stop()
            self.leave()
