"""Drives the window of the wizard as a person does: by what is visible, with mouse and keys."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from gui.viewmodels.flow import PageId
from gui.viewmodels.install_words import Phase
from gui.viewmodels.setup import Options, Setup
from gui.viewmodels.wizard import WizardModel
from gui.wizard.window import WizardWindow
from installer.clock import VirtualClock
from installer.simulator.scenario import Scenario
from tests.helpers.wizard import opener

W = TypeVar("W", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton
_PATIENCE = 60.0


class Driver:
    """One window that was just started."""

    def __init__(self, window: WizardWindow) -> None:
        self.window = window
        self.window.show()

    @property
    def model(self) -> WizardModel:
        """The models behind the window, to look at."""
        return self.window.model

    @property
    def folder(self) -> Path:
        """The state folder of the session."""
        return self.model.setup.session.store.root

    def find(self, kind: type[W], name: str) -> W:
        """The visible control of a name; fails when there is none."""
        found = [w for w in self.window.findChildren(kind, name) if w.isVisible()]
        assert len(found) == 1, f"{len(found)} visible controls are named {name}"
        return found[0]

    def find_next(self) -> QAbstractButton:
        """The button that goes on."""
        return self.find(QAbstractButton, "next")

    def shown_text(self) -> str:
        """All words that can be seen."""
        labels = self.window.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def is_there(self, name: str) -> bool:
        """Whether a control of this name can be seen."""
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def dialogs(self) -> list[QDialog]:
        """The questions that are open."""
        return [d for d in self.window.findChildren(QDialog) if d.isVisible()]

    def focused(self) -> QWidget:
        """What has the focus; the window itself when nothing has."""
        focus: QWidget | None = self.window.focusWidget()
        return self.window if focus is None else focus

    def shows(self, page: PageId) -> bool:
        """Whether a page is shown."""
        return self.model.flow.current is page

    def stands(self, phase: Phase) -> bool:
        """Whether the installation is in a phase."""
        return self.model.install.phase is phase

    def click(self, name: str) -> None:
        """Press a button; fails when it cannot be pressed."""
        button = self.find(QAbstractButton, name)
        assert button.isEnabled(), f"{name} cannot be pressed: {self.model.hindrance}"
        QTest.mouseClick(button, LEFT)

    def can_press(self, name: str) -> bool:
        """Whether a visible button can be pressed."""
        return self.find(QAbstractButton, name).isEnabled()

    def write(self, name: str, text: str) -> None:
        """Replace what stands in a field."""
        edit = self.find(QLineEdit, name)
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)

    def enter_size(self, name: str, text: str) -> None:
        """Type into a size and leave the field."""
        spin = self.find(QSpinBox, name)
        spin.lineEdit().selectAll()
        QTest.keyClicks(spin.lineEdit(), text)
        QTest.keyClick(spin.lineEdit(), Qt.Key.Key_Tab)

    async def until(self, condition: Callable[[], object], what: str) -> None:
        """Let window and engine run until something holds; fails when it never does."""
        end = time.monotonic() + _PATIENCE
        while not condition():
            assert time.monotonic() < end, f"never happened: {what}"
            await self.breathe()

    async def breathe(self) -> None:
        """One turn of both event loops."""
        QApplication.processEvents()
        # Outside of exec() Qt keeps what was asked to be deleted; the product deletes it at once.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        await asyncio.sleep(0.001)

    async def rest(self) -> None:
        """Until nothing runs and everything is shown."""
        await self.until(lambda: not self.model.setup.work.busy, "the wizard is at rest")
        for _ in range(3):
            await self.breathe()
        await self.until(lambda: self.window.page.is_current, "the page is current")
        # What was made last gets its place in one of the next turns.
        for _ in range(3):
            await self.breathe()

    async def next(self) -> None:
        """Press Next and wait for the page."""
        self.click("next")
        await self.rest()

    async def walk_to(self, page: PageId) -> None:
        """Press Next until a page is shown; what is marked on the way is accepted."""
        while self.model.flow.current is not page:
            if self.is_there("accept") and self.model.hindrance:
                self.click("accept")
                await self.rest()
            await self.next()

    async def reach(self, page: PageId) -> None:
        """Wait until a page is shown by itself."""
        await self.until(lambda: self.model.flow.current is page, f"the page {page} is shown")
        await self.rest()


@asynccontextmanager
async def window_in(
    folder: Path, scenario: Scenario | None = None, options: Options | None = None
) -> AsyncIterator[Driver]:
    """A window on a simulated PC; it is closed and its tasks are ended afterwards."""
    given = options or Options(simulate="happy-shop")
    setup = Setup(opener(folder, scenario), given)
    setup.work.clock = VirtualClock()
    driver = Driver(WizardWindow(setup))
    try:
        await driver.rest()
        yield driver
    finally:
        await driver.model.setup.work.stop()
        driver.window.close()
        driver.window.deleteLater()
        await driver.breathe()
