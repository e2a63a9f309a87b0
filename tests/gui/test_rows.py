"""Rows that open, rows that change their state, and how the keyboard walks along them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.disclosure import Disclosure
from gui.widgets.layouts import vbox
from gui.widgets.rows import CheckRow, StepRow
from gui.widgets.text import Elided, Text

LEFT = Qt.MouseButton.LeftButton


def test_a_check_row_opens_and_closes_when_somebody_wants_it(qtbot: QtBot) -> None:
    heard: list[bool] = []
    row = CheckRow("ok", "Memory", "OK", result="Fits", cause="It fits.", opened=False)
    row.toggled.connect(heard.append)
    qtbot.addWidget(row)
    row.show()
    seen = [row.is_open]
    QTest.mouseClick(row, LEFT, pos=QPoint(60, 16))
    seen.append(row.is_open)
    assert seen == [False, True]
    (toggle,) = row.findChildren(Disclosure)
    assert toggle.accessibleName() == "Hide details of Memory"
    QTest.keyClick(toggle, Qt.Key.Key_Space)
    assert (row.is_open, heard) == (False, [True, False])


def test_a_check_row_that_has_no_more_to_say_has_no_arrow(qtbot: QtBot) -> None:
    row = CheckRow("run", "Memory", "Looking")
    qtbot.addWidget(row)
    row.show()
    (toggle,) = row.findChildren(Disclosure)
    assert not toggle.isVisible()
    QTest.mouseClick(row, LEFT, pos=QPoint(60, 16))
    assert not row.is_open


def test_the_arrow_keys_walk_along_the_rows_and_tab_stops_once(qtbot: QtBot) -> None:
    holder = QWidget()
    layout = vbox(holder)
    for name in ("one", "two", "three"):
        layout.addWidget(CheckRow("ok", name, "OK", cause="why", opened=False))
    qtbot.addWidget(holder)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    arrows = sorted(holder.findChildren(Disclosure), key=lambda a: a.mapTo(holder, QPoint()).y())
    arrows[0].setFocus()
    QTest.keyClick(arrows[0], Qt.Key.Key_Down)
    assert arrows[1].hasFocus()
    assert [arrow.takes_tab for arrow in arrows] == [False, True, False]
    QTest.keyClick(arrows[1], Qt.Key.Key_Up)
    QTest.keyClick(arrows[0], Qt.Key.Key_Up)
    assert arrows[0].hasFocus()


def test_a_step_changes_its_state_in_its_own_place(qtbot: QtBot) -> None:
    row = StepRow("wait", "Start the node")
    qtbot.addWidget(row)
    row.show()
    before = row.grab().toImage()
    row.show_state("run")
    row.show_now("", "3 s")
    assert row.accessibleName() == "Start the node: Running 3 s"
    assert row.grab().toImage() != before
    labels = [label for label in row.findChildren(Text) if not isinstance(label, Elided)]
    cut = [label.text() for label in labels if label.width() + 1 < label.sizeHint().width()]
    assert cut == []
