"""A wizard without its window, on simulated PCs whose clock takes no time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from gui.viewmodels.setup import OpenSession, Options, Setup
from gui.viewmodels.wizard import WizardModel
from installer.api import Session
from installer.clock import VirtualClock
from installer.simulator.scenario import Scenario, load_scenario
from tests.helpers.simulated import session_in

# Far longer than anything here takes: only a fault waits that long.
_PATIENCE = 60.0


def opener(folder: Path, scenario: Scenario | None = None) -> OpenSession:
    """Opens sessions below a folder: on a PC of this scenario, or the one that is named."""

    def open_session(name: str) -> Session:
        wanted = scenario or load_scenario(name or "happy-shop")
        return session_in(folder / (name or "pc"), wanted)[0]

    return open_session


def wizard_in(
    folder: Path, scenario: Scenario | None = None, options: Options | None = None
) -> WizardModel:
    """The models of a wizard that was just started; `simulate` is set, so bundles are simulated."""
    given = options or Options(simulate="happy-shop")
    setup = Setup(opener(folder, scenario), given)
    setup.work.clock = VirtualClock()
    return WizardModel(setup)


async def until(condition: Callable[[], object], what: str = "") -> None:
    """Let everything run until the condition holds; fails when it never does."""
    end = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < end, f"never happened: {what}"
        await asyncio.sleep(0.001)


async def settled(model: WizardModel) -> None:
    """Wait until no task of the wizard runs."""
    await until(lambda: not model.setup.work.busy, "the wizard is at rest")
