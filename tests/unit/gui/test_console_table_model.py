"""The model of a table, checked by Qt's own tester: every change is told, and no other."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from gui.cells import Column, Role
from gui.viewmodels.console.table import TableModel


@dataclass(frozen=True)
class Thing:
    """A row."""

    uid: str
    name: str
    size: int


COLUMNS = (
    Column(key="NAME", title="Name", show=lambda row: row.name, order=lambda row: row.name),
    Column(key="SIZE", title="Size", show=lambda row: str(row.size), order=lambda row: row.size),
)


def things(*names: str) -> dict[str, Thing]:
    return {f"u-{name}": Thing(f"u-{name}", name, len(name)) for name in names}


def shown(model: TableModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.fixture
def model() -> TableModel:
    made = TableModel(COLUMNS, sort="NAME")
    made.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        made, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    made.reset(things("b", "a", "ccc"))
    return made


def test_rows_are_sorted_both_ways_by_every_column(model: TableModel) -> None:
    assert shown(model) == ["a", "b", "ccc"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert shown(model) == ["ccc", "b", "a"]
    assert model.sorted_by == (1, True)


def test_a_changed_row_is_told_alone(model: TableModel) -> None:
    told: list[int] = []
    model.dataChanged.connect(lambda first, _: told.append(first.row()))
    model.apply([Thing("u-b", "b", 9)], [])
    assert told == [1]
    assert model.index(1, 1).data() == "9"


def test_what_points_at_a_row_goes_with_it(model: TableModel) -> None:
    pointer = QPersistentModelIndex(model.index(model.row_of("u-ccc"), 0))
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert pointer.row() == 0
    model.apply([Thing("u-z", "z", 1)], [])
    assert pointer.row() == 1
    assert pointer.data(Role.UID) == "u-ccc"


def test_a_row_that_is_changed_and_removed_at_once_is_gone(model: TableModel) -> None:
    model.apply([Thing("u-b", "bb", 2)], ["u-b"])
    assert shown(model) == ["a", "ccc"]


def test_a_filter_holds_for_what_comes_later(model: TableModel) -> None:
    model.filter(lambda row: row.size == 1)
    model.apply([Thing("u-d", "d", 1), Thing("u-e", "eee", 3), Thing("u-a", "a", 5)], [])
    assert shown(model) == ["b", "d"]
    assert len(model.rows) == 5


@pytest.mark.parametrize("most", [3, 40, 900])
def test_any_changes_end_as_if_everything_were_filled_anew(model: TableModel, most: int) -> None:
    chance = random.Random(most)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.filter(lambda row: row.size != 7)
    for _ in range(12):
        names = [f"n{chance.randrange(1500)}" for _ in range(most)]
        changed = {n: Thing(f"u-{n}", n, chance.randrange(9)) for n in names}
        removed = chance.sample(sorted(model.rows), min(len(model.rows), most // 3))
        model.apply(list(changed.values()), removed)
        fresh = TableModel(COLUMNS, sort="SIZE", descending=True)
        fresh.filter(lambda row: row.size != 7)
        fresh.reset(model.rows)
        assert shown(model) == shown(fresh)


def test_a_table_has_no_rows_below_a_row(model: TableModel) -> None:
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(QModelIndex()) == 2
