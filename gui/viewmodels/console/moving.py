"""Tells a view that rows stand in another order, so that cursor and selection go with them."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QAbstractItemModel, QModelIndex

from gui.cells import Role


class _Places(Protocol):
    def row_of(self, uid: str) -> int: ...


class Moving:
    """Around a change of the order; `places` knows afterwards where each row has gone."""

    def __init__(self, model: QAbstractItemModel, places: _Places) -> None:
        self._model, self._places = model, places
        self._held: list[tuple[QModelIndex, str]] = []

    def __enter__(self) -> None:
        self._model.layoutAboutToBeChanged.emit()
        for index in self._model.persistentIndexList():
            self._held.append((index, self._model.data(index, Role.UID)))

    def __exit__(self, *_: object) -> None:
        model, row_of = self._model, self._places.row_of
        moved = [model.index(row_of(uid), index.column()) for index, uid in self._held]
        model.changePersistentIndexList([index for index, _ in self._held], moved)
        model.layoutChanged.emit()
