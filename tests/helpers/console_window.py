"""Drives the window of the console as a person does: by what is visible, with mouse and keys."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from gui.console.list_page import ListPage
from gui.console.window import ConsoleWindow
from gui.viewmodels.console.choice import Choice
from gui.viewmodels.console.console import ConsoleModel
from gui.widgets.table import Table
from tests.helpers.console_objects import NOW
from tests.helpers.console_world import World

W = TypeVar("W", bound=QWidget)
_PATIENCE = 30.0


class ConsoleDriver:
    """One window on made worlds."""

    def __init__(self, *worlds: World) -> None:
        self.worlds = worlds
        self.world = worlds[0]
        choices = [Choice(world.title, partial(_same, world)) for world in worlds]
        self.model = ConsoleModel(choices, clock=lambda: NOW)
        self.window = ConsoleWindow(self.model)
        self.window.show()

    def find(self, kind: type[W], name: str) -> W:
        """The visible control of a name; fails when there is none."""
        found = [w for w in self.window.findChildren(kind, name) if w.isVisible()]
        assert len(found) == 1, f"{len(found)} visible controls are named {name}"
        return found[0]

    def is_there(self, name: str) -> bool:
        """Whether a control of this name can be seen."""
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def shown_text(self) -> str:
        """All words of labels that can be seen."""
        labels = self.window.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def focused(self) -> QWidget:
        """What has the focus; the window itself when nothing has."""
        focus: QWidget | None = self.window.focusWidget()
        return self.window if focus is None else focus

    def can(self, name: str) -> bool:
        """Whether a button can be seen and pressed."""
        buttons = self.window.findChildren(QAbstractButton, name)
        return any(b.isVisible() and b.isEnabled() for b in buttons)

    def click(self, name: str) -> None:
        """Press a button; fails when it cannot be pressed."""
        button = self.find(QAbstractButton, name)
        assert button.isEnabled(), f"{name} cannot be pressed: {button.toolTip()}"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def write(self, name: str, text: str) -> None:
        """Replace what stands in a field."""
        edit = self.find(QLineEdit, name)
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)

    @property
    def page(self) -> ListPage:
        """The page of lists that is shown."""
        page = self.window.page
        assert isinstance(page, ListPage)
        return page

    @property
    def table(self) -> Table:
        """Its table."""
        return self.page.view.table

    def column(self, key: str) -> list[str]:
        """The words of a column, from top to bottom."""
        model = self.page.rows.table
        number = [c.key for c in model.columns].index(key)
        return [str(model.index(row, number).data()) for row in range(model.rowCount())]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key where the focus is."""
        if modifier is None:
            QTest.keyClick(self.focused(), key)
        else:
            QTest.keyClick(self.focused(), key, modifier)

    async def until(self, condition: Callable[[], object], what: str) -> None:
        """Let the window run until something holds; fails when it never does."""
        end = time.monotonic() + _PATIENCE
        while not condition():
            assert time.monotonic() < end, f"never happened: {what}"
            await self.breathe()

    async def breathe(self) -> None:
        """One turn of both event loops."""
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        await asyncio.sleep(0.001)

    async def rest(self) -> None:
        """Until nothing runs and everything is shown."""
        for _ in range(3):
            await self.breathe()
        await self.until(lambda: not self.model.work.busy, "the console is at rest")
        await self.until(lambda: self.window.page.is_current, "the page is current")
        for _ in range(3):
            await self.breathe()

    async def go(self, page: str) -> None:
        """Press the button of a page."""
        self.click(f"page-{page}")
        await self.rest()

    async def choose_row(self, name: str) -> None:
        """Click a row."""
        row = self.column("NAME").index(name)
        index = self.table.model().index(row, 0)
        self.table.scrollTo(index)
        place = self.table.visualRect(index).center()
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        detail = self.page.detail
        await self.until(lambda: detail.row is not None and detail.row.name == name, "the panel")
        await self.until(lambda: detail.detail is not None or detail.failure, "the object is read")
        await self.rest()


def _same(world: World) -> World:
    return world


@asynccontextmanager
async def console_on(*worlds: World) -> AsyncIterator[ConsoleDriver]:
    """A window on worlds; it is closed and its tasks are ended afterwards."""
    given: Sequence[World] = worlds or (World(),)
    driver = ConsoleDriver(*given)
    try:
        await driver.rest()
        yield driver
    finally:
        driver.window.close()
        await driver.model.finish()
        driver.window.deleteLater()
        await driver.breathe()
