"""A check that fails is put right from its row."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.viewmodels.flow import PageId
from installer.simulator.description import SimulatedKvm, SimulatedPc
from installer.simulator.scenario import Scenario
from installer.simulator.state import SimPcState, load_state
from tests.helpers.wizard_window import Driver, window_in

MODULE = "kvm.module"
NO_MODULE = Scenario(title="x", pc=SimulatedPc(kvm=SimulatedKvm(device=False, module="")))
NO_ADMIN = Scenario(title="x", pc=NO_MODULE.pc.model_copy(update={"admin": "none"}))


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> None:
    """Every test here has windows."""


def offered(driver: Driver) -> list[str]:
    """The checks that can be put right."""
    return [item.id for item in driver.model.check.items if item.fix]


async def test_nothing_is_changed_without_a_yes(tmp_path: Path) -> None:
    async with window_in(tmp_path, NO_MODULE) as driver:
        await driver.next()
        [item] = [item for item in driver.model.check.items if item.fix]
        driver.click(f"fix-{MODULE}")
        assert item.fix_changes[0] in driver.shown_text()
        driver.click("confirm-no")
        await driver.rest()
        assert offered(driver) == [MODULE]
        assert load_state(driver.folder).pc == SimPcState()


async def test_what_fails_is_put_right_and_the_installation_goes_on(tmp_path: Path) -> None:
    async with window_in(tmp_path, NO_MODULE) as driver:
        await driver.next()
        driver.click(f"fix-{MODULE}")
        driver.click("confirm-yes")
        await driver.rest()
        assert offered(driver) == []
        assert driver.model.check.failure is None
        await driver.walk_to(PageId.REVIEW)
        driver.click("next")
        await driver.reach(PageId.DONE)


async def test_a_fix_that_cannot_be_done_says_why(tmp_path: Path) -> None:
    async with window_in(tmp_path, NO_ADMIN) as driver:
        await driver.next()
        driver.click(f"fix-{MODULE}")
        driver.click("confirm-yes")
        await driver.rest()
        failure = driver.model.check.failure
        assert failure is not None
        assert failure.what in driver.shown_text()
        assert offered(driver) == [MODULE]
