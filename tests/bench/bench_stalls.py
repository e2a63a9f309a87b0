"""Bar: nothing holds the window's thread for more than 100 ms, from the first page to the last.

A timer of 5 ms runs in the product's own loop during a whole installation on a simulated PC; what
it comes too late is a stall.  Other programs slow a busy machine down, so each walk begins with
pieces of plain work: how much longer than their processor time they took is what the stalls are
divided by.  Printed beside it is the processor time that was spent in one go.  Best of three.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QWidget
from qasync import QEventLoop

from gui.app import dress
from gui.theme.theme import LIGHT_MODE
from gui.viewmodels.flow import PageId
from gui.viewmodels.setup import Options, Setup
from gui.wizard.window import WizardWindow
from installer.api import Session, load_slow_libraries
from installer.clock import FastClock
from installer.worlds import simulated_world
from tests.bench import Measure, finish

_PC, _SPEED, _WALKS = "happy-shop", 40.0, 3
_TICK_MS, _REST_SECONDS, _PATIENCE = 5, 2.0, 120.0
_PIECES, _PIECE_SECONDS = 10, 0.05
# Nobody reads a page faster than that.
_PAGE_SECONDS = 0.2
_EDGES = (5, 10, 20, 50, 100)


class Stalls:
    """How many milliseconds each tick came too late, and what was shown then."""

    def __init__(self, shown: Callable[[], str]) -> None:
        self.late: list[tuple[float, float, str]] = []
        self._shown = shown
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._last, self._spent = time.perf_counter(), time.thread_time()
        self._timer.start()

    def _tick(self) -> None:
        now, spent = time.perf_counter(), time.thread_time()
        late, own = (now - self._last) * 1000 - _TICK_MS, (spent - self._spent) * 1000
        self.late.append((max(0.0, late), own, self._shown()))
        self._last, self._spent = now, spent

    def stop(self) -> float:
        """The longest stall; nothing is measured any more."""
        self._timer.stop()
        return max(late for late, _, _ in self.late)

    def __str__(self) -> str:
        bins = Counter(sum(late >= edge for edge in _EDGES) for late, _, _ in self.late)
        names = [f"< {edge}" for edge in _EDGES] + [f">= {_EDGES[-1]}"]
        parts = [f"{name} ms: {bins[index]}" for index, name in enumerate(names)]
        worst = sorted(self.late, reverse=True)[:4]
        return (
            ", ".join(parts)
            + "; longest: "
            + ", ".join(f"{ms:.0f} ms ({own:.0f} ms of work) {at}" for ms, own, at in worst)
        )


async def walk(folder: Path) -> tuple[float, float]:
    """The longest stall, as on an idle machine, and the most work in one go; in ms."""

    def open_pc(name: str) -> Session:
        return Session(simulated_world(name, folder, FastClock(_SPEED)), folder)

    setup = Setup(open_pc, Options(simulate=_PC))
    window = WizardWindow(setup)
    window.show()

    def shown() -> str:
        return f"{window.model.flow.current} {window.model.install.progress.count('ok')}"

    setup.work.start(load_slow_libraries(), "load slow libraries")
    await until(lambda: not setup.work.busy)
    rest = Stalls(shown)
    await asyncio.sleep(_REST_SECONDS)
    rest.stop()
    slower = slowness()
    stalls = Stalls(shown)
    await install(window)
    longest = stalls.stop()
    work = max(own for _, own, _ in stalls.late)
    await setup.work.stop()
    window.close()
    window.deleteLater()
    print(f"        at rest    {rest}\n        installing {stalls}")
    print(f"        work takes {slower:.2f} times its processor time")
    return longest / slower, work


def slowness() -> float:
    """How many times its processor time a piece of work of the length of a stall takes here."""
    ratios = []
    for _ in range(_PIECES):
        began, spent = time.perf_counter(), time.thread_time()
        while time.thread_time() - spent < _PIECE_SECONDS:
            pass
        ratios.append((time.perf_counter() - began) / _PIECE_SECONDS)
    return max(ratios)


async def install(window: WizardWindow) -> None:
    """Press Next to the last page; the log is open while it installs."""
    model = window.model
    while model.flow.current is not PageId.INSTALL:
        await until(lambda: not model.setup.work.busy and window.page.is_current)
        if model.hindrance:
            press(window, "accept")
        await until(lambda: not model.hindrance)
        press(window, "next")
        await asyncio.sleep(_PAGE_SECONDS)
    press(window, "show-log")
    await until(lambda: model.flow.current is PageId.DONE)
    await until(lambda: not model.setup.work.busy)


def press(window: QWidget, name: str) -> None:
    """Press the visible button of this name."""
    [found] = [b for b in window.findChildren(QAbstractButton, name) if b.isVisible()]
    found.click()


async def until(condition: Callable[[], bool]) -> None:
    """Let the window live until something holds; raises TimeoutError when it never does."""
    async with asyncio.timeout(_PATIENCE):
        while not condition():
            await asyncio.sleep(0.02)


def main() -> None:
    """Measure and judge."""
    app = dress(LIGHT_MODE, "en")
    walks = []
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        for _ in range(_WALKS):
            with tempfile.TemporaryDirectory() as name:
                walks.append(runner.run(walk(Path(name))))
    finish(
        Measure(
            name="longest stall of an installation, as on an idle machine",
            value=min(longest for longest, _ in walks),
            unit="ms",
            at_most=100,
        ),
        Measure(
            name="most work of the window's thread in one go",
            value=min(work for _, work in walks),
            unit="ms",
            at_most=100,
        ),
    )


if __name__ == "__main__":
    main()
