"""The window itself: keyboard, names, closing, languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFileDialog, QLabel, QWidget

from gui.texts import PSEUDO, language
from gui.viewmodels.flow import PageId
from gui.viewmodels.install_words import Phase
from installer.api import Event, StepStarted, load_config
from installer.simulator.description import SimulatedKvm, SimulatedPc
from installer.simulator.scenario import Scenario, load_scenario
from tests.helpers.wizard_window import Driver, window_in

SLOW = Scenario(title="no KVM", pc=SimulatedPc(kvm=SimulatedKvm(guest="hangs")))
BEFORE_INSTALL = [page for page in PageId if page not in (PageId.INSTALL, PageId.DONE)]


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> Iterator[None]:
    yield
    language.use("en")


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()}"


def walk(driver: Driver, key: Qt.Key) -> list[QWidget]:
    """Every control that gets the focus by a key, until the first one has it again."""
    seen: list[QWidget] = []
    for _ in range(200):
        QTest.keyClick(driver.focused(), key)
        focus = driver.focused()
        assert focus is not driver.window, f"no focus behind {[described(w) for w in seen[-1:]]}"
        if focus in seen:
            assert focus is seen[0], f"{described(focus)} is reached twice"
            return seen
        seen.append(focus)
    raise AssertionError("the walk never came round")


def assert_can_be_walked(driver: Driver) -> None:
    there, back = walk(driver, Qt.Key.Key_Tab), walk(driver, Qt.Key.Key_Backtab)
    assert set(there) == set(back)
    unnamed = [described(widget) for widget in there if not widget.accessibleName().strip()]
    assert unnamed == [], f"on {driver.model.flow.current}"


async def test_every_page_can_be_walked_both_ways_and_every_control_has_a_name(
    tmp_path: Path,
) -> None:
    async with window_in(tmp_path, SLOW) as driver:
        for page in BEFORE_INSTALL:
            await driver.walk_to(page)
            assert_can_be_walked(driver)
        driver.click("next")
        await driver.reach(PageId.DONE)
        assert_can_be_walked(driver)


async def test_the_page_of_a_failure_can_be_walked_too(tmp_path: Path) -> None:
    async with window_in(tmp_path, load_scenario("broken-step")) as driver:
        await driver.walk_to(PageId.REVIEW)
        driver.click("next")
        await driver.until(lambda: driver.is_there("try-again"), "the failure is shown")
        driver.click("show-log")
        await driver.rest()
        assert_can_be_walked(driver)


async def test_an_installation_needs_no_mouse(tmp_path: Path) -> None:
    async with window_in(tmp_path) as driver:
        while not driver.shows(PageId.REVIEW):
            QTest.keyClick(driver.focused(), Qt.Key.Key_Return)
            await driver.rest()
        QTest.keyClick(driver.focused(), Qt.Key.Key_Escape)
        await driver.rest()
        assert driver.shows(PageId.SAFETY)
        for _ in range(2):
            QTest.keyClick(driver.focused(), Qt.Key.Key_Return)
            await driver.breathe()
        await driver.reach(PageId.DONE)


async def test_accepting_by_keyboard_keeps_the_focus(tmp_path: Path) -> None:
    async with window_in(tmp_path, SLOW) as driver:
        await driver.next()
        box = driver.find(QCheckBox, "accept")
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        await driver.rest()
        assert driver.focused() is box
        assert box.isChecked()
        assert driver.find_next().isEnabled()


async def test_the_list_leads_back_to_visited_pages_only(tmp_path: Path) -> None:
    async with window_in(tmp_path) as driver:
        await driver.walk_to(PageId.RESOURCES)
        driver.click(f"step-{PageId.CHECK}")
        await driver.rest()
        assert driver.shows(PageId.CHECK)
        assert not driver.find(QWidget, f"step-{PageId.REVIEW}").isEnabled()


async def test_a_problem_stands_beside_next(tmp_path: Path) -> None:
    async with window_in(tmp_path) as driver:
        await driver.walk_to(PageId.NETWORK)
        driver.write("field-subnet", "192.168.20.0/24")
        await driver.rest()
        assert not driver.find_next().isEnabled()
        assert "Node network" in driver.find(QLabel, "note").text()
        driver.click("find-free")
        await driver.rest()
        assert driver.find_next().isEnabled()


async def test_closing_while_it_installs_asks_and_stops_safely(tmp_path: Path) -> None:
    async with window_in(tmp_path) as driver:
        await driver.walk_to(PageId.REVIEW)
        asked: list[bool] = []

        def close(event: Event) -> None:
            if isinstance(event, StepStarted) and event.step.endswith("start-vm"):
                asked.append(driver.window.close())
                driver.click("confirm-yes")

        driver.model.setup.session.bus.subscribe(close)
        driver.click("next")
        await driver.until(lambda: not driver.window.isVisible(), "the window has closed")
        assert asked == [False]
        assert driver.stands(Phase.STOPPED)
        assert driver.model.setup.session.store.names() == ("edge-1",)


async def test_the_language_changes_at_once(tmp_path: Path) -> None:
    async with window_in(tmp_path) as driver:
        box = driver.find(QComboBox, "language")
        box.setCurrentIndex(box.findData("de"))
        box.activated.emit(box.currentIndex())
        await driver.rest()
        assert "Einen Edge-Knoten einrichten" in driver.shown_text()
        await driver.walk_to(PageId.CHECK)
        assert "PC prüfen" in driver.shown_text()


async def test_longer_words_are_not_cut_off(tmp_path: Path) -> None:
    async with window_in(tmp_path, SLOW) as driver:
        language.use(PSEUDO)
        for page in BEFORE_INSTALL:
            await driver.walk_to(page)
            cut = [
                label.text()
                for label in driver.window.findChildren(QLabel)
                if label.isVisible() and label.text() and type(label).__name__ != "Elide"
                if label.height() + 1 < label.heightForWidth(label.width())
                or (not label.wordWrap() and label.width() + 1 < label.sizeHint().width())
            ]
            assert cut == [], f"on {page}"


async def test_answers_and_report_are_saved_where_the_user_says(tmp_path: Path) -> None:
    async with window_in(tmp_path) as driver:
        await driver.walk_to(PageId.CHECK)
        driver.click("save-report")
        choose(driver, tmp_path / "report.html")
        await driver.walk_to(PageId.REVIEW)
        driver.click("save-answers")
        choose(driver, tmp_path / "answers.yaml")
        await driver.rest()
        assert str(tmp_path / "answers.yaml") in driver.shown_text()
        assert load_config(tmp_path / "answers.yaml") == driver.model.setup.draft.config
        assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype")


def choose(driver: Driver, path: Path) -> None:
    """Choose a file in the dialog that is open."""
    [dialog] = [d for d in driver.dialogs() if isinstance(d, QFileDialog)]
    dialog.fileSelected.emit(str(path))
    dialog.accepted.emit()
    dialog.close()
