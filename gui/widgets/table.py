"""A table of rows: uniform height, whole columns go when it is narrow, arrows move, Tab leaves."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from gui.cells import Column, Kind, Role
from gui.theme.theme import theme
from gui.widgets.table_delegate import RowDelegate

_ROW, _HEAD, _MAIN_LEAST, _STATE_LEAST = 28, 32, 150, 120
Index = QModelIndex | QPersistentModelIndex
_ASCENDING, _DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class Table(QTableView):
    """`current_changed` carries the uid under the cursor, `chosen` those that are selected.

    Its model answers the roles of `gui.cells`; a refill keeps cursor and selection by uid.
    """

    current_changed = Signal(str)
    chosen = Signal()
    entered_row = Signal(str)

    def __init__(self, name: str, model: QAbstractTableModel, columns: tuple[Column, ...]) -> None:
        super().__init__()
        self._columns = columns
        self._empty: set[str] = set()
        self._kept: tuple[str, list[str]] = ("", [])
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self._behave()
        self._measure()
        self.setProperty("hover", -1)
        model.modelAboutToBeReset.connect(self._remember)
        self.selectionModel().currentRowChanged.connect(self._move)
        self.selectionModel().selectionChanged.connect(self.chosen)
        theme.changed.connect(self._measure)

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setMinimumSectionSize(40)
        head.setSortIndicatorShown(True)
        head.sectionClicked.connect(self._sort)

    def _measure(self) -> None:
        """Sizes follow the size of the text."""
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        head = self.horizontalHeader()
        head.setFixedHeight(theme.px(_HEAD))
        for number, column in enumerate(self._columns):
            main = column.kind is Kind.MAIN
            mode = QHeaderView.ResizeMode.Stretch if main else QHeaderView.ResizeMode.Interactive
            head.setSectionResizeMode(number, mode)
            self.setColumnWidth(number, theme.px(column.width))
        self._fit()
        self.viewport().update()

    def show_sorted(self, column: int, *, descending: bool) -> None:
        """Show by what the model sorts."""
        order = _DESCENDING if descending else _ASCENDING
        self.horizontalHeader().setSortIndicator(column, order)

    def _sort(self, column: int) -> None:
        order = self.horizontalHeader().sortIndicatorOrder()
        self.model().sort(column, order)

    def chosen_uids(self) -> list[str]:
        """The selected rows from top to bottom."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [str(self.model().index(row, 0).data(Role.UID)) for row in rows]

    def current_uid(self) -> str:
        """The row under the cursor; empty where there is none."""
        index = self.currentIndex()
        return str(index.data(Role.UID)) if index.isValid() else ""

    def go_to(self, row: int) -> None:
        """Put the cursor on a row, select it and bring it into sight."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Enter opens the row; Escape and letters with Ctrl belong to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_uid():
            self.entered_row.emit(self.current_uid())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own name
        """The row under the pointer is shown."""
        self._hover(self.rowAt(round(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """No row is under the pointer."""
        self._hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """With little room whole columns go; text is never squeezed to three letters."""
        super().resizeEvent(event)
        self._fit()

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's own name
        """The ring goes round the whole row."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def _hover(self, row: int) -> None:
        if row != self.property("hover"):
            self.setProperty("hover", row)
            self.viewport().update()

    def leave_out(self, keys: Collection[str]) -> None:
        """Columns that have nothing to show at all."""
        if set(keys) != self._empty:
            self._empty = set(keys)
            self._fit()

    def _fit(self) -> None:
        need = theme.px(_MAIN_LEAST)
        there = [c for c in self._columns if c.key not in self._empty]
        need += sum(theme.px(c.width) for c in there if c.kind is not Kind.MAIN)
        for number, column in enumerate(self._columns):
            self.setColumnHidden(number, column.key in self._empty)
        for column in sorted(there, key=lambda c: -c.drop):
            gone = column.drop > 0 and need > self.viewport().width()
            self.setColumnHidden(self._columns.index(column), gone)
            need -= theme.px(column.width) if gone else 0
        self._squeeze(need - self.viewport().width())

    def _squeeze(self, missing: int) -> None:
        """Where even what stays is too wide, states give way: names tell rows apart."""
        for number, column in enumerate(self._columns):
            if column.kind is Kind.STATE:
                usual = theme.px(column.width)
                least = min(usual, theme.px(_STATE_LEAST))
                self.setColumnWidth(number, max(least, usual - max(0, missing)))

    def _move(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        self.current_changed.emit(str(current.data(Role.UID)) if current.isValid() else "")

    def _remember(self) -> None:
        self._kept = (self.current_uid(), self.chosen_uids())

    def reset(self) -> None:
        """Other rows: cursor and selection stay with what they stood on."""
        super().reset()
        self.setProperty("hover", -1)
        current, chosen = self._kept
        row_of = getattr(self.model(), "row_of", None)
        if row_of is None or not (current or chosen):
            return
        selection, last = QItemSelection(), len(self._columns) - 1
        for row in (row_of(uid) for uid in chosen):
            if row >= 0:
                model = self.model()
                selection.select(model.index(row, 0), model.index(row, last))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect)
        if row_of(current) >= 0:
            index = self.model().index(row_of(current), 0)
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
