"""The rows of one table: sorted and filtered here, and told to the view by the least change.

Rows that change, come or go are told one by one; those that move, as another order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from gui.cells import Column, Role
from gui.texts import tr
from gui.viewmodels.console.moving import Moving
from gui.viewmodels.console.order import Entry, Order

Index = QModelIndex | QPersistentModelIndex
# From so many new or removed rows on the table is filled anew.
_MANY_ROWS = 400
_DESCENDING = Qt.SortOrder.DescendingOrder


class Row(Protocol):
    """All that a row must have here: what tells it from others for ever."""

    @property
    def uid(self) -> str: ...


class TableModel(QAbstractTableModel):
    """A refill resets the model; the view keeps cursor and selection by uid."""

    def __init__(self, columns: Sequence[Column], *, sort: str, descending: bool = False) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: dict[str, Any] = {}
        self._order = Order()
        self._order.descending = descending
        self._sort = next(column for column in columns if column.key == sort)
        self._wanted: Callable[[Any], bool] = lambda _: True

    @property
    def sorted_by(self) -> tuple[int, bool]:
        """The number of the column and whether it descends."""
        return self.columns.index(self._sort), self._order.descending

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's own name
        """How many rows are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._order)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's own name
        """How many columns there are, those that do not fit included."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def row_at(self, row: int) -> Any:
        """The object at a row."""
        return self.rows[self._order.uid(row)]

    def row_of(self, uid: str) -> int:
        """Where an object is shown; -1 where it is not."""
        return self._order.row(uid)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What Qt asks for: words, and our own roles for the delegate."""
        column = self.columns[index.column()]
        if role == Role.COLUMN:
            return column
        if role == Role.UID:
            return self._order.uid(index.row())
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return str(column.show(self.row_at(index.row())))
        return column.show(self.row_at(index.row())) if role == Role.VALUE else None

    def headerData(  # noqa: N802 - Qt's own name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The titles."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what is selected stays selected."""
        self._sort = self.columns[column]
        with Moving(self, self):
            self._order.descending = order == _DESCENDING
            self._order.fill(self._entries())

    def filter(self, wanted: Callable[[Any], bool]) -> None:
        """Show only the rows that are wanted."""
        self._wanted = wanted
        self._fill()

    def reset(self, rows: Mapping[str, Row]) -> None:
        """Show other rows."""
        self.rows = dict(rows)
        self._fill()

    def apply(self, changed: Iterable[Row], removed: Sequence[str]) -> None:
        """Take in what has changed since the last time."""
        new, moved, same, gone = self._sorted_out(changed, removed)
        if len(new) + len(gone) > _MANY_ROWS:
            self._forget(removed)
            self._fill()
            return
        for uid in gone:
            self._take_out(uid)
        self._forget(removed)
        if moved:
            # Taken out and put in again, a row would lose cursor and selection.
            with Moving(self, self):
                self._order.rekey(moved)
        for key, uid in new:
            self._put_in(key, uid)
        for uid in (*same, *(uid for _, uid in moved)):
            self._tell(uid)

    def _sorted_out(
        self, changed: Iterable[Row], removed: Iterable[str]
    ) -> tuple[list[Entry], list[Entry], list[str], list[str]]:
        # Who is removed has come to an end: another object of the name has another uid.
        ended = set(removed)
        gone = [uid for uid in ended if uid in self._order]
        new: list[Entry] = []
        moved: list[Entry] = []
        same: list[str] = []
        for row in changed:
            uid = row.uid
            if uid in ended:
                continue
            self.rows[uid] = row
            here = uid in self._order
            if not self._wanted(row):
                gone += [uid] if here else []
                continue
            key = self._sort.order(row)
            if not here:
                new.append((key, uid))
            elif self._order.holds(uid, key):
                same.append(uid)
            else:
                moved.append((key, uid))
        return new, moved, same, gone

    def _forget(self, removed: Iterable[str]) -> None:
        # Not before: a view may ask for a row as long as it was not told that it goes.
        for uid in removed:
            self.rows.pop(uid, None)

    def _put_in(self, key: Any, uid: str) -> None:
        place = self._order.place_for(uid, key)
        self.beginInsertRows(QModelIndex(), place, place)
        self._order.insert(uid, key)
        self.endInsertRows()

    def _take_out(self, uid: str) -> None:
        place = self._order.row(uid)
        self.beginRemoveRows(QModelIndex(), place, place)
        self._order.remove(uid)
        self.endRemoveRows()

    def _tell(self, uid: str) -> None:
        row = self._order.row(uid)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def _entries(self) -> list[Entry]:
        key, wanted = self._sort.order, self._wanted
        return [(key(row), uid) for uid, row in self.rows.items() if wanted(row)]

    def _fill(self) -> None:
        self.beginResetModel()
        self._order.fill(self._entries())
        self.endResetModel()
