"""The place of a table: the rows, or why there are none, and a banner when they are not fresh."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from gui.texts import tr
from gui.viewmodels.console.content import Content, Shape, Warn, content_of, warning_of
from gui.viewmodels.console.pages import KIND_TITLES, PAGES, page_of
from gui.viewmodels.console.rows import RowsModel
from gui.widgets.buttons import button
from gui.widgets.cards import Banner, Card
from gui.widgets.layouts import clear, vbox
from gui.widgets.states import Loading, empty_state, error_state
from gui.widgets.table import Table

# Somebody who gets the rows at once sees no grey bars flash by.
_SKELETON_MS = 250
# Ages grow while nothing else happens.
_AGES_MS = 1000


class RowsView(QWidget):
    """Shows one RowsModel; the table exists always, so that nothing is lost when it is hidden."""

    def __init__(self, rows: RowsModel) -> None:
        super().__init__()
        self.rows = rows
        self.table = Table(tr(KIND_TITLES[rows.kind.name][0]), rows.table, rows.table.columns)
        self.table.setObjectName(f"table-{rows.kind.name}")
        self.table.show_sorted(rows.table.sorted_by[0], descending=rows.table.sorted_by[1])
        layout = vbox(self, gap=10)
        self._banner = vbox()
        layout.addLayout(self._banner)
        card = Card(margins=(1, 4, 1, 4), gap=0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._other: QWidget = QWidget()
        self._stack.addWidget(self._other)
        card.add((self._stack, 1))
        layout.addWidget(card, 1)
        self._content: Content | None = None
        self._warn: Warn | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_SKELETON_MS)
        self._patience.timeout.connect(self.show_waiting)
        self._ages = QTimer(self)
        self._ages.setInterval(_AGES_MS)
        self._ages.timeout.connect(self.table.viewport().update)

    def enter(self) -> None:
        """Somebody looks."""
        self.rows.open()
        self._ages.start()
        self.refresh()

    def show_usage(self) -> None:
        """Other figures of use."""
        self.table.leave_out(self.rows.empty_columns)
        self.table.viewport().update()

    def leave(self) -> None:
        """Nobody looks."""
        self._ages.stop()
        self._patience.stop()

    def refresh(self) -> None:
        """Show rows, or why there are none."""
        self.table.leave_out(self.rows.empty_columns)
        self._refresh_banner()
        content = content_of(self.rows)
        if content == self._content:
            return
        self._content = content
        self._patience.stop()
        if content.shape is Shape.TABLE:
            self._stack.setCurrentWidget(self.table)
        elif content.shape is Shape.LOADING:
            self._replace(QWidget())
            self._patience.start()
        else:
            self._replace(self._notice(content))

    def show_waiting(self) -> None:
        """Show the shape of what will come, if it still has to come."""
        if self._content is not None and self._content.shape is Shape.LOADING:
            self._replace(Loading(self._content.title))

    def _replace(self, shown: QWidget) -> None:
        self._stack.removeWidget(self._other)
        self._other.hide()
        self._other.deleteLater()
        self._other = shown
        self._stack.addWidget(shown)
        self._stack.setCurrentWidget(shown)

    def _notice(self, content: Content) -> QWidget:
        actions: list[QPushButton] = []
        if content.shape is Shape.FILTERED:
            clear_filter = button(tr("&Clear the filter"))
            clear_filter.setObjectName("clear-filter")
            clear_filter.clicked.connect(self.rows.clear_filter)
            actions.append(clear_filter)
        if content.again:
            again = button(tr("&Try again"), "primary")
            again.setObjectName("try-again")
            again.clicked.connect(self.rows.retry)
            actions.append(again)
        if content.shape is Shape.ERROR:
            return error_state(content.title, content.detail, content.evidence, actions)
        icon = {Shape.FILTERED: "magnifying-glass", Shape.DENIED: "lock-simple"}.get(content.shape)
        usual = PAGES[page_of(self.rows.kind.name)].icons[0]
        detail = " ".join(filter(None, (content.detail, content.evidence)))
        return empty_state(icon or usual, content.title, detail, actions)

    def _refresh_banner(self) -> None:
        warn = warning_of(self.rows)
        if warn != self._warn:
            self._warn = warn
            clear(self._banner)
            if warn is not None:
                self._banner.addWidget(Banner(warn.state, warn.title, warn.detail))
