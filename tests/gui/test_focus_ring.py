"""The ring is there for the keyboard, and only for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.theme.theme import theme
from gui.widgets.buttons import button
from gui.widgets.focus_ring import FocusRing
from gui.widgets.layouts import vbox


class Sample(QWidget):
    """Two buttons and the ring."""

    def __init__(self) -> None:
        super().__init__()
        self.first: QPushButton = button("&First")
        self.second: QPushButton = button("&Second")
        layout = vbox(self, (20, 20, 20, 20), 20)
        layout.addWidget(self.first)
        layout.addWidget(self.second)
        self.ring = FocusRing(self)


@pytest.fixture
def sample(qtbot: QtBot) -> Iterator[Sample]:
    shown = Sample()
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    yield shown
    theme.show_mnemonics(shown=False)


def press(sample: Sample, key: Qt.Key) -> None:
    QTest.keyClick(sample.windowHandle(), key)
    QApplication.processEvents()


def test_no_ring_before_a_key(sample: Sample) -> None:
    sample.first.setFocus()
    assert not sample.ring.isVisible()


def test_the_ring_follows_the_keyboard(sample: Sample) -> None:
    sample.first.setFocus()
    press(sample, Qt.Key.Key_Tab)
    assert sample.second.hasFocus()
    assert sample.ring.isVisible()
    assert sample.ring.geometry() == sample.second.geometry().adjusted(-4, -4, 4, 4)
    sample.resize(sample.width() + 80, sample.height() + 80)
    QApplication.processEvents()
    QApplication.processEvents()
    assert sample.ring.geometry() == sample.second.geometry().adjusted(-4, -4, 4, 4)


def test_the_mouse_takes_the_ring_away(sample: Sample) -> None:
    press(sample, Qt.Key.Key_Tab)
    assert sample.ring.isVisible()
    place = sample.first.geometry().center()
    QTest.mouseClick(
        sample.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    assert not sample.ring.isVisible()


def test_the_ring_goes_with_its_control(sample: Sample) -> None:
    press(sample, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    focused.hide()
    QApplication.processEvents()
    assert sample.ring.geometry() != focused.geometry().adjusted(-4, -4, 4, 4)


def test_the_ring_survives_the_end_of_its_control(sample: Sample) -> None:
    press(sample, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    other = sample.second if focused is sample.first else sample.first
    focused.deleteLater()
    QCoreApplication.sendPostedEvents(focused, QEvent.Type.DeferredDelete)
    other.setFocus()
    QApplication.processEvents()
    assert sample.ring.geometry() == other.geometry().adjusted(-4, -4, 4, 4)


def test_letters_are_underlined_while_alt_is_held(sample: Sample) -> None:
    style = theme._style
    assert style is not None
    QTest.keyPress(sample.windowHandle(), Qt.Key.Key_Alt)
    assert style.mnemonics
    QTest.keyRelease(sample.windowHandle(), Qt.Key.Key_Alt)
    assert not style.mnemonics
