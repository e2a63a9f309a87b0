"""Bar: 100,000 lines of a log at once never stop the window for 0.1 s, and no more are kept.

The lines come as the engine gives them; they are coloured, shown and followed.  What is judged is
the processor time of the window's thread between two turns of its event loop.
"""

from __future__ import annotations

import asyncio
import os
import resource
import time

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit

from gui.app import dress
from gui.theme.theme import LIGHT_MODE
from gui.viewmodels.console.logs import MOST_LINES
from installer.api.console import LogBatch, LogLine, LogTarget, Severity
from tests.bench import Measure, finish
from tests.bench.stalls import Stalls
from tests.helpers.console_objects import NOW
from tests.helpers.console_window import console_on

_BATCH, _BAR = 5000, 0.1
_POD = "queue-nats-0"
_LEVELS = (Severity.INFO, Severity.WARNING, Severity.ERROR, Severity.NONE)


def batches() -> list[LogBatch]:
    """All lines and one batch more than is kept."""
    target = LogTarget("store", _POD, "app")
    made = []
    for first in range(0, MOST_LINES + _BATCH, _BATCH):
        lines = tuple(
            LogLine(target, NOW, f"{number} request answered in 12 ms", _LEVELS[number % 4])
            for number in range(first, first + _BATCH)
        )
        made.append(LogBatch(lines))
    return made


async def bench() -> tuple[float, int, Stalls]:
    """Seconds until all is shown, lines that are shown, and the stalls."""
    stalls = Stalls()
    async with console_on() as driver:
        await driver.go("workloads")
        await driver.choose_row(_POD)
        driver.click("do-logs")
        await driver.rest()
        hear = driver.world.log_listener
        assert hear is not None
        given = batches()
        shown = driver.page.side.logs.lines
        started = time.perf_counter()
        async with stalls:
            for batch in given:
                hear(batch)
                await asyncio.sleep(0.1)
            await driver.until(lambda: not shown.busy, "all lines are shown")
            # A key at a time: keys that are pressed at once would count as one turn.
            driver.find(QLineEdit, "log-find").setText("104999")
            await driver.breathe()
            driver.find(QCheckBox, "log-wrap").click()
            await driver.rest()
        taken = time.perf_counter() - started
        count = driver.find(QPlainTextEdit, "log-lines").blockCount()
    return taken, count, stalls


def main() -> None:
    """Measure and judge."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    dress(LIGHT_MODE, "en")
    taken, count, stalls = asyncio.run(bench())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"        {MOST_LINES + _BATCH} lines shown in {taken:.1f} s, {count} kept")
    print(f"          own work in a turn: {stalls.histogram(stalls.busy)}")
    print(f"          late by the clock:  {stalls.histogram(stalls.late)}")
    finish(
        Measure(name="longest turn", value=max(stalls.busy), unit="s", at_most=_BAR),
        Measure(name="lines kept", value=count, unit="lines", at_most=MOST_LINES),
        Measure(name="memory", value=memory, unit="MiB", at_most=400),
    )


if __name__ == "__main__":
    main()
