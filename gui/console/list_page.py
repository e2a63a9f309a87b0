"""A page of lists: segments for the kinds, a filter, the table, and the panel of one object."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.console.filter_bar import FilterBar
from gui.console.kind_segments import KindSegments
from gui.console.page import ConsolePage
from gui.console.rows_view import RowsView
from gui.console.side_panel import SidePanel
from gui.texts import tr
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.console.content import count_words
from gui.viewmodels.console.detail import DetailModel
from gui.viewmodels.console.pages import PAGES, PageName
from gui.viewmodels.console.rows import RowsModel
from gui.widgets.layouts import row
from gui.widgets.text import Text
from installer.api.console import Row

_PANEL, _PANEL_NARROW, _NARROW = 372, 320, 900
# What stays of the table beside a large panel.
_BESIDE = 430


class ListPage(ConsolePage):
    """Pages of rows are this, with actions of their own."""

    def __init__(self, model: ConsoleModel, page: PageName) -> None:
        info = PAGES[page]
        super().__init__(model, tr(info.title).replace("&", ""), scrolls=False)
        self.detail = DetailModel(model)
        self._views: dict[str, RowsView] = {}
        self._bars: dict[str, FilterBar] = {}
        self._kind = info.kinds[0]
        self._wanted = ""
        self._count = Text("", "small", "text3")
        self._count.setObjectName("count")
        self.head.addWidget(self._count)
        # What else a page has to offer; it goes where there is no room.
        self.extra: QWidget | None = None
        self._segments = KindSegments(tr(info.title).replace("&", ""), info.kinds)
        self._segments.kind_chosen.connect(self._choose)
        self._above, self._tables = QStackedWidget(), QStackedWidget()
        if len(info.kinds) > 1:
            self.add(row(self._segments, None))
        self.add(self._above, (self._tables, 1))
        self._above.setMaximumHeight(self._above.sizeHint().height())
        self.side = SidePanel(self.detail)
        self.side.hide()
        self.put_beside(self.side)
        self.side.closed.connect(self.close_panel)
        self.side.resized.connect(self._make_room)
        QShortcut(QKeySequence("Ctrl+F"), self, self._focus_filter)

    @property
    def rows(self) -> RowsModel:
        """The list that is shown."""
        return self.model.rows(self._kind)

    @property
    def view(self) -> RowsView:
        """Its table."""
        if self._kind not in self._views:
            self._make(self._kind)
        return self._views[self._kind]

    def _make(self, kind: str) -> None:
        rows = self.model.rows(kind)
        view, bar = RowsView(rows), FilterBar(rows)
        self._views[kind], self._bars[kind] = view, bar
        self._tables.addWidget(view)
        self._above.addWidget(bar)
        self._above.setMaximumHeight(bar.sizeHint().height())
        rows.changed.connect(self.refresh_soon)
        view.table.current_changed.connect(self._follow_cursor)
        view.table.chosen.connect(self._follow_selection)
        view.table.entered_row.connect(lambda _: self.side.take_focus())
        self.model.usage_changed.connect(view.show_usage)

    def _choose(self, kind: str) -> None:
        if kind == self._kind:
            return
        self.leave()
        self.close_panel()
        self._kind = kind
        self.enter()
        self.refresh()

    def enter(self) -> None:
        """Follow the list that is shown."""
        view = self.view
        self._tables.setCurrentWidget(view)
        self._above.setCurrentWidget(self._bars[self._kind])
        view.enter()

    def leave(self) -> None:
        """Rest."""
        if self._kind in self._views:
            self._views[self._kind].leave()
            self.model.leave(self._kind)
        self.side.rest()

    def refresh(self) -> None:
        """Show what has changed."""
        if self.model.cluster is None:
            return
        self.view.refresh()
        self._bars[self._kind].refresh()
        self._count.setText(count_words(self.rows))
        if self._wanted:
            self._go_to_wanted()
        elif self.side.isVisible():
            self._refresh_panel()

    def reveal(self, kind: str, uid: str) -> None:
        """Show an object; one that the filter hides makes the filter go."""
        self._segments.choose_kind(kind)
        self._wanted = uid
        self.refresh()

    def _go_to_wanted(self) -> None:
        rows, uid = self.rows, self._wanted
        if rows.row(uid) is None:
            return
        self._wanted = ""
        if rows.table.row_of(uid) < 0:
            rows.clear_filter()
        self.view.refresh()
        self.view.table.go_to(rows.table.row_of(uid))
        self.view.table.setFocus()

    def _follow_cursor(self, uid: str) -> None:
        found = self.rows.row(uid)
        if found is not None:
            self.detail.show(self.rows.kind, found, self._others())
            self._open_panel()

    def _follow_selection(self) -> None:
        if self.side.isVisible() and self.detail.row is not None:
            self._refresh_panel()

    def _others(self) -> tuple[Row, ...]:
        uids = self.view.table.chosen_uids()
        chosen = tuple(r for r in map(self.rows.row, uids) if r is not None)
        return chosen if len(chosen) > 1 else ()

    def _refresh_panel(self) -> None:
        shown = self.detail.row
        found = self.rows.row(shown.uid) if shown is not None else None
        if found is not None:
            self.detail.show(self.rows.kind, found, self._others())
        elif shown is not None:
            self.side.tell_gone()

    def _open_panel(self) -> None:
        if not self.side.isVisible():
            self.side.show()
            self._make_room(large=self.side.is_large)

    def close_panel(self) -> None:
        """Close the panel; the table has the focus again."""
        if self.side.isVisible():
            self.side.hide()
            self._make_room(large=False)
            self.detail.forget()
            self.view.table.clearSelection()
            self.view.table.setFocus()

    def _make_room(self, large: bool) -> None:  # noqa: FBT001 - Qt's own form
        """Beside a large panel only the filter and the table stay."""
        room = not (large and self.side.isVisible())
        self._segments.show_where(room=room)
        self._bars[self._kind].set_narrow(on=not room)
        if self.extra is not None:
            self.extra.setVisible(room)
        self._fit_panel()

    def _fit_panel(self) -> None:
        wide = self.width() > _NARROW
        self.side.set_width(_PANEL if wide else _PANEL_NARROW, self.width() - _BESIDE)

    def _focus_filter(self) -> None:
        self._bars[self._kind].focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Escape closes the panel, when the control with the focus does not want it."""
        if event.key() == Qt.Key.Key_Escape and self.side.isVisible():
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """A narrow window has a narrow panel."""
        super().resizeEvent(event)
        self._fit_panel()
