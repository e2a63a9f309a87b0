"""The wizard on this very PC: real facts, real checks, up to Review; nothing is installed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.viewmodels.flow import PageId
from gui.viewmodels.setup import Options, Setup
from gui.wizard.window import WizardWindow
from installer.api import Session, open_session
from installer.simulator.bundle import simulated_bundle
from tests.helpers.wizard_window import Driver

pytestmark = pytest.mark.qemu


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> None:
    """Every test here has windows."""


async def test_the_questions_are_answered_for_this_pc_and_nothing_changes(tmp_path: Path) -> None:
    state = tmp_path / "clusters"

    def open_pc(_: str) -> Session:
        return open_session(state=state)

    bundle = await simulated_bundle(tmp_path)
    setup = Setup(open_pc, Options(bundle=bundle))
    driver = Driver(WizardWindow(setup))
    try:
        await driver.rest()
        await driver.next()
        assert setup.facts is not None
        assert setup.capacity is not None
        shown = driver.model.check.items
        assert {item.state for item in shown} <= {"ok", "warn", "fail", "neutral"}
        if driver.model.hindrance and driver.model.check.count("fail"):
            failing = next(item for item in shown if item.state == "fail")
            assert failing.remedy
            return
        await driver.walk_to(PageId.REVIEW)
        assert driver.model.review.plan_rows
        assert not list(state.glob("*"))
    finally:
        await setup.work.stop()
        driver.window.close()
        driver.window.deleteLater()
        await driver.breathe()
